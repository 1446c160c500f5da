"""Where the comments of Python files are, as the standard library's tokenize has it.

Reads one path a line, as JSON; answers each with one line of JSON: {"comments": [start, end, ...], "broken": why or null}.
Offsets are bytes of the file as stored. The first line it prints is the version of Python.
"""
import codecs
import io
import json
import platform
import sys
import tokenize


def starts(lines):
    at, table = 0, []
    for line in lines:
        table.append(at)
        at += len(line)
    return table


def width(text, encoding):
    return len(text.encode(encoding))


def answer(path):
    with open(path, "rb") as file:
        data = file.read()
    lines = io.BytesIO(data).readlines()
    table, comments, encoding, bom = starts(lines), [], "utf-8", 0
    feed = iter(lines)
    try:
        for token in tokenize.tokenize(lambda: next(feed, b"")):
            if token.type == tokenize.ENCODING:
                encoding = "utf-8" if token.string == "utf-8-sig" else token.string
                bom = len(codecs.BOM_UTF8) if token.string == "utf-8-sig" else 0
            elif token.type == tokenize.COMMENT:
                row, column = token.start
                before = lines[row - 1][bom if row == 1 else 0 :].decode(encoding)[:column]
                start = table[row - 1] + (bom if row == 1 else 0) + width(before, encoding)
                comments += [start, start + width(token.string, encoding)]
            elif token.type == tokenize.ERRORTOKEN and not token.string.isspace():
                return {"comments": comments, "broken": "error token " + repr(token.string[:20])}
    except (tokenize.TokenError, SyntaxError, UnicodeError, LookupError) as error:
        return {"comments": comments, "broken": str(error)[:200]}
    return {"comments": comments, "broken": None}


print(json.dumps(platform.python_version()), flush=True)
for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
