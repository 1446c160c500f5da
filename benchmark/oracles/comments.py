"""Comments of source files as Pygments sees them.

For each folder LEXER of the folder given (Pygments' own tests/examplefiles has one for each of its lexers) it prints, for each file,
one JSON line: lexer, path, `comments` and `either` (hash bangs and preprocessor lines, which languages call differently), both as flat
lists of byte offsets, start and end in turn.
"""

import json
import os
import sys

from pygments.lexers import get_lexer_by_name
from pygments.token import Comment
from pygments.util import ClassNotFound

EITHER = (Comment.Preproc, Comment.PreprocFile, Comment.Hashbang)


def kind(token):
    if any(token in one for one in EITHER):
        return "either"
    return "comments" if token in Comment else None


def ranges(lexer, text):
    found = {"comments": [], "either": []}
    done, offset = 0, 0
    for index, token, value in lexer.get_tokens_unprocessed(text):
        name = kind(token)
        if name is None or not value:
            continue
        offset += len(text[done:index].encode())
        length = len(value.encode())
        found[name] += [offset, offset + length]
        offset += length
        done = index + len(value)
    return found


def files(root):
    for name in sorted(os.listdir(root)):
        folder = os.path.join(root, name)
        if not os.path.isdir(folder):
            continue
        try:
            lexer = get_lexer_by_name(name, stripnl=False, ensurenl=False)
        except ClassNotFound:
            continue
        for path in sorted(os.listdir(folder)):
            if not path.endswith(".output"):
                yield name, lexer, os.path.join(folder, path)


def main(root):
    for name, lexer, path in files(root):
        with open(path, "rb") as file:
            content = file.read()
        try:
            text = content.decode()
        except UnicodeDecodeError:
            continue
        print(json.dumps({"lexer": name, "path": path, **ranges(lexer, text)}), flush=True)


main(sys.argv[1])
