/** Sources that mix the delimiters of all languages, for the lexers. */
import fc from "fast-check";
import { count, readTables, syntaxOf } from "../../src/generated/syntax.ts";

const tables = readTables();
const syntaxes = Array.from({ length: count }, (_, language) => syntaxOf(language));

/** Everything that some rule of some language waits for. */
const tokens = [
  ...new Set(
    syntaxes.flatMap(({ rules }) =>
      rules.flatMap(({ open, close = "", inner = [], keep = [], prefixes = [] }) => [
        open,
        close,
        ...inner,
        ...keep,
        ...prefixes,
      ]),
    ),
  ),
].filter((token) => token !== "");

/** What hooks look at. */
const words = [
  ...[
    "EOF",
    "<<EOF",
    "<<-'A B'",
    "<<~X",
    "\nEOF\n",
    "\n  X\n",
    "\nA B\n",
    "|-",
    ">2",
    "- ",
    ": ",
    "---\n",
    "[==[",
    "]==]",
    "$a$",
  ],
  ...[
    "</script",
    "</script>",
    "</STYLE >",
    '<script lang="ts">',
    "<style type=x>",
    "<p a='",
    "{{",
    "}}",
    "<?php ",
    "?>",
    "{#if ",
    "{/",
  ],
  ...[
    "```js\n",
    "\n```\n",
    "~~~~ {.py}\n",
    "\n~~~~\n",
    "return",
    "if (",
    ")",
    "/x/",
    "[/]",
    "<A b={",
    "</A>",
    "<T,>",
    "=>",
    "s{",
    "%w[",
    "q(",
    "tr/",
  ],
  ...[
    "a",
    "Z9",
    "_",
    "é",
    "😀",
    "'",
    '"',
    "`",
    "\\",
    "\\\n",
    "\\\r\n",
    "${",
    "#{",
    "}",
    "(",
    "<",
    ">",
    "=",
    "+",
    "--",
    "#",
    "//",
    "/*",
    "*/",
  ],
  ...[" ", "  ", "\t", "\v", "\n", "\n", "\r\n", "\r", "\n\n", "\0"],
];

const text = (list: readonly string[]) => fc.constantFrom(...list).map((word) => Buffer.from(word));
const stray = fc.constantFrom("ff", "80", "e282", "c0", "efbbbf").map((hex) => Buffer.from(hex, "hex"));
const token = fc.oneof(
  { weight: 8, arbitrary: text(words) },
  { weight: 6, arbitrary: text(tokens) },
  { weight: 1, arbitrary: stray },
);

/** Any bytes. */
export const source = fc.array(token, { maxLength: 40 }).map((parts) => Buffer.concat(parts));

/** A language's own delimiters among all others. */
export const spoken = fc
  .constantFrom(...tables.names.map(([name, index]) => ({ name, index })))
  .chain(({ name, index }) => {
    const own = syntaxes[index]!.rules.flatMap(({ open, close = "", inner = [] }) => [open, close, ...inner]);
    const mine = own.filter((one) => one !== "");
    const parts =
      mine.length === 0 ? token : fc.oneof({ weight: 1, arbitrary: token }, { weight: 2, arbitrary: text(mine) });
    return fc.array(parts, { maxLength: 40 }).map((list) => ({ language: name, bytes: Buffer.concat(list) }));
  });
