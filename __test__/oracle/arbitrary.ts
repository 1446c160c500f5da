/** What the property tests are fed with. */
import fc from "fast-check";
import type { Entry, Files } from "./tree.ts";

/** Default seed and runs; TAGWRIGHT_SEED and TAGWRIGHT_RUNS (a factor) say otherwise. */
export const settings = (runs: number) => ({
  seed: Number(process.env["TAGWRIGHT_SEED"] ?? 20_240_229),
  includeErrorInReport: true,
  numRuns: Math.ceil(runs * Number(process.env["TAGWRIGHT_RUNS"] ?? 1)),
});

const of = (...words: string[]) => fc.constantFrom(...words).map((word) => Buffer.from(word, "utf8"));
const raw = (...words: string[]) => fc.constantFrom(...words).map((word) => Buffer.from(word, "latin1"));

const whole = of(
  ...[
    "@TAG[SPEC:a]",
    "@TAG[CODE: b c ]",
    "@TAG[TEST:é😀]",
    "#BUG-042",
    "#A-1",
    "@SPEC:AUTH-001",
    "@CODE:A-B-1234:API",
    "@DOC:X-1",
  ],
  ...["[impl->dsn~a~1]", "[impl~n~2->dsn~b.c~3>>utest,itest]", "[ impl -> dsn~ä~1 >> x , y ]", "[impl~~5->dsn~a~1]"],
);
const piece = of(
  ...[
    "@TAG",
    "@TAG[",
    "@TAG [",
    "[",
    "]",
    "SPEC",
    "spec",
    ":",
    "a",
    "id-1",
    "é",
    "😀",
    "e\u0301",
    " ",
    "\t",
    "\v",
    "\f",
  ],
  ...["#", "BUG", "-", "042", "1", "@", "@SPEC:", "@CODE:", "AUTH", "-001", ":API", "_", "x"],
  ...["[impl", "~", "->", "dsn~a~1", ">>", "utest", ",", ".", "b"],
  ...[
    "*/",
    "-->",
    '"""',
    "'''",
    "#}",
    "*)",
    "|#",
    '"',
    "*",
    "/",
    "TODO",
    "todo(x)",
    "\u2028",
    "\u0085",
    "\u00a0",
    "\ufeff",
  ],
);
const end = of("\n", "\n", "\r\n", "\r", "\n\r");
const stray = raw("\xff", "\x80", "\xe2\x82", "\xf0\x9f\x98", "\xed\xa0\x80", "\xc0\x80", "\xf4\x90\x80\x80", "\xe9");

const run = (most: number) =>
  fc
    .array(fc.oneof({ weight: 6, arbitrary: whole }, { weight: 12, arbitrary: piece }, { weight: 3, arbitrary: end }), {
      maxLength: most,
    })
    .map((parts) => Buffer.concat(parts));
const dirty = (most: number) =>
  fc
    .array(fc.oneof({ weight: 9, arbitrary: run(8) }, { weight: 1, arbitrary: stray }), { maxLength: most })
    .map((parts) => Buffer.concat(parts));

function utf16(text: Buffer, bigEndian: boolean, odd: boolean): Buffer {
  const bytes = Buffer.from(`\ufeff${text.toString()}`, "utf16le");
  return Buffer.concat([bigEndian ? bytes.swap16() : bytes, Buffer.from(odd ? "x" : "")]);
}

const marked = fc.tuple(run(40), fc.boolean(), fc.boolean()).map(([text, big, odd]) => utf16(text, big, odd));
const head = raw("\xef\xbb\xbf", "\xff\xfe\0\0", "\0\0\xfe\xff", "\xff\xfe", "\xfe\xff", "\xef\xbb", "\0");

/** The bytes of a file: mostly text that is thick with tags and near misses. */
export const content: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 6, arbitrary: run(60) },
  { weight: 3, arbitrary: dirty(12) },
  { weight: 2, arbitrary: marked },
  { weight: 1, arbitrary: fc.tuple(head, run(20)).map((parts) => Buffer.concat(parts)) },
);

const word = of(
  "TODO",
  "FIXME",
  "XXX",
  "BUG",
  "NOTE",
  "todo",
  "Note",
  "TODOS",
  "@todo",
  "@Bug",
  "TODO.md",
  "待办",
  "xTODO",
);
const reference = of(
  ...["(alice)", "(#12, bob)", "[ABC-3]", "(2026-12-01)", "[2026-12-01]", "()", "( )", "[", "(", ")", "]", "(a b c d)"],
);
const sign = of(
  ...[":", ":", "：", "::", "://", "-", "--", ",", "...", "!", "*", "**", "#", "/", "|", "=", "{", "}", "@", "é", "😀"],
);
const blank = of(" ", " ", " ", "\t", "\v", "  ");
const prose = of("a", "text", "x_1", "12", "-1");

/** What follows `//` in a line comment: thick with notes and what nearly is one. */
export const comment: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 3, arbitrary: word }, reference, sign, { weight: 3, arbitrary: blank }, prose), {
    maxLength: 14,
  })
  .map((parts) => Buffer.concat(parts).toString());

const delimiter = of(
  ...["//", "/*", "*/", "/**", "#", "--", "<!--", "-->", "--[[", "]]", "(*", "*)", "{-", "-}", ";", "%", "///", "\\\n"],
  ...[
    '"',
    "'",
    "`",
    '"""',
    "'''",
    "${",
    "}",
    "\\",
    'r#"',
    '"#',
    "<<EOF\n",
    "\nEOF\n",
    "<script>",
    "</script>",
    "```\n",
  ],
);

/** Sources of no language in particular: comments and strings that open and close, with notes and tags among them. */
export const mixed: fc.Arbitrary<Buffer> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: comment.map((text) => Buffer.from(text)) },
      { weight: 5, arbitrary: delimiter },
      { weight: 3, arbitrary: end },
      { weight: 1, arbitrary: whole },
      { weight: 1, arbitrary: stray },
    ),
    { maxLength: 40 },
  )
  .map((parts) => Buffer.concat(parts));

/** Content of several blocks, with lines far longer than one. */
export const large: fc.Arbitrary<Buffer> = fc
  .array(
    fc.tuple(
      fc.oneof(
        of(
          "x",
          "é",
          "한",
          "😀",
          " ",
          "ab c\n",
          "x\r\n",
          "y\r",
          "@TAG[",
          "[impl->",
          "/* ",
          '"',
          "// TODO: a\n",
          "BUG(b): ",
        ),
        raw("\x80", "\xe2\x82"),
      ),
      fc.constantFrom(1, 1000, 4093, 200_000, 349_526, 524_287, 1_048_570, 1_114_111),
      fc.oneof(run(6), mixed),
    ),
    { minLength: 2, maxLength: 5 },
  )
  .map((parts) => Buffer.concat(parts.flatMap(([one, length, text]) => [Buffer.alloc(length, one), text])));

/** A pattern as we read it, and as JavaScript's RegExp does. */
export interface Twin {
  readonly ours: string;
  readonly theirs: string;
}

const same = (source: string): Twin => ({ ours: source, theirs: source });
const DOT: Twin = { ours: ".", theirs: "[^\\r\\n]" };
const SPACE: Twin = { ours: "\\s", theirs: "[ \\t\\v\\f]" };

const atom: fc.Arbitrary<Twin> = fc.oneof(
  fc
    .constantFrom(
      "a",
      "x",
      "TAG",
      "TODO",
      "é",
      "😀",
      "1",
      "-",
      "\\[",
      "\\]",
      "#",
      ":",
      "@",
      "~",
      "\\u{1F600}",
      "\\x41",
      "\\u00e9",
    )
    .map(same),
  fc
    .constantFrom(
      "[a-z]",
      "[^a]",
      "[A-Z]",
      "\\d",
      "\\w",
      "\\W",
      "\\D",
      "[\\d_]",
      "[^\\s]",
      "[é-ü]",
      "\\p{L}",
      "\\p{Lu}",
      "[^\\]]",
    )
    .map(unspace),
  fc.constantFrom(DOT, SPACE),
);

/** `\s` is ASCII with us, Unicode in JavaScript. */
function unspace(source: string): Twin {
  return { ours: source, theirs: source.replace("\\s", " \\t\\v\\f\\r\\n") };
}

const both = (one: Twin, wrap: (source: string) => string): Twin => ({
  ours: wrap(one.ours),
  theirs: wrap(one.theirs),
});
const joined = (parts: readonly Twin[], by = ""): Twin => ({
  ours: parts.map((part) => part.ours).join(by),
  theirs: parts.map((part) => part.theirs).join(by),
});

/** Never empty, so that repeating it means the same everywhere. */
const solid: fc.Arbitrary<Twin> = fc.oneof(
  { weight: 4, arbitrary: atom },
  {
    weight: 1,
    arbitrary: fc.array(atom, { minLength: 1, maxLength: 3 }).map((parts) => both(joined(parts), (s) => `(?:${s})`)),
  },
  {
    weight: 1,
    arbitrary: fc
      .array(atom, { minLength: 2, maxLength: 3 })
      .map((parts) => both(joined(parts, "|"), (s) => `(?:${s})`)),
  },
);
const count = (one: Twin, times: string): Twin =>
  both(one, (source) => (times === "" ? source : `(?:${source})${times}`));
const bounded = fc.tuple(solid, fc.constantFrom("", "", "", "?", "??", "{2}", "{1,3}", "{1,2}?"));
const unbounded = fc.tuple(solid, fc.constantFrom("*", "+", "*?", "+?", "{2,}", "{2,}?"));
const few = fc
  .array(bounded, { minLength: 1, maxLength: 3 })
  .map((parts) => joined(parts.map(([one, times]) => count(one, times))));
const many = fc
  .array(fc.oneof(bounded, unbounded), { minLength: 1, maxLength: 4 })
  .map((parts) => joined(parts.map(([one, times]) => count(one, times))));
const tail = fc.option(
  unbounded.map(([one, times]) => count(one, times)),
  { nil: same("") },
);
const assertion = fc.constantFrom("^", "$", "\\b", "\\B", "", "").map(same);
// A group that may be left out must not match nothing: JavaScript then has it take no part, RE2 has it empty.
const group = (sequence: fc.Arbitrary<Twin>) =>
  fc
    .tuple(
      fc.oneof(fc.tuple(sequence, fc.constant("")), fc.tuple(solid, fc.constant("?"))),
      fc.constantFrom("kind", "name", "text", "other"),
    )
    .map(([[one, times], name]) => both(one, (source) => `(?<${name}>${source})${times}`));

const assemble = (sequence: fc.Arbitrary<Twin>): fc.Arbitrary<Twin> =>
  fc
    .tuple(assertion, sequence, group(sequence), tail, assertion, fc.boolean())
    .map(([from, one, named, rest, to, either]) => {
      const main = joined([from, one, named, rest, to]);
      return either ? joined([main, one], "|") : main;
    });

/** A pattern in which JavaScript and RE2 mean the same, and over which a backtracking engine does not despair. */
export const pattern: fc.Arbitrary<Twin> = assemble(few);

/** Any pattern of the subset. */
export const wild: fc.Arbitrary<string> = fc
  .tuple(assemble(many), fc.constantFrom("", "", "(?i)"))
  .map(([{ ours }, flag]) => flag + ours);

const segment = fc.constantFrom(
  "a",
  "b",
  "ab",
  "c.o",
  "d.x",
  "build",
  ".h",
  "[",
  "e\u0301",
  "é",
  "node_modules",
  "a b",
);
const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));

const glob = fc
  .array(
    fc.constantFrom(
      "a",
      "b",
      "ab",
      "*",
      "**",
      "***",
      "?",
      "/",
      "/",
      "*.o",
      "*.x",
      "build",
      "[ab]",
      "[!a]",
      "[^b]x",
      "\\a",
      "\\*",
      ".h",
      "é",
      "[]",
      "[a-",
      "[[:alpha:]]",
      "[/]",
      "c.o",
      ".*",
      "\\",
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => parts.join(""));
const line = fc
  .tuple(
    fc.constantFrom("", "", "", "!", "/", "!/", "#", "\\"),
    glob,
    fc.constantFrom("", "", "", "/", " ", "\\ ", "\r", "/**", "/*"),
  )
  .map((parts) => parts.join(""));

/** The lines of an ignore file. */
export const rules: fc.Arbitrary<string> = fc.array(line, { maxLength: 5 }).map((lines) => `${lines.join("\n")}\n`);

/** A tree of tagged files with ignore files of one name in it. */
export const ruled = (...names: string[]): fc.Arbitrary<Files> =>
  fc
    .tuple(
      fc.array(path, { minLength: 1, maxLength: 14 }),
      fc.array(fc.tuple(fc.constantFrom(...names), fc.option(path), rules), { minLength: 1, maxLength: 4 }),
    )
    .map(([paths, files]) =>
      grow([
        ...paths.map((one): [string, Entry] => [one, true]),
        ...files.map(([name, below, text]): [string, Entry] => [below === null ? name : `${below}/${name}`, text]),
      ]),
    );

/** A file wins over a folder of its name that would come later, and nothing stands below a file. */
function grow(wanted: readonly [string, Entry][]): Files {
  const files: Record<string, Entry> = {};
  const folders = new Set<string>();
  for (const [path, entry] of wanted) {
    const above = path.split("/").map((_, depth, parts) => parts.slice(0, depth).join("/"));
    if (folders.has(path) || above.some((folder) => folder in files)) continue;
    for (const folder of above) folders.add(folder);
    files[path] = entry;
  }
  return files;
}

const linked = fc
  .constantFrom("a", "..", ".", "b", "../a", "nope", "l", "../../..", "c.o")
  .map((symlink): Entry => ({ symlink }));
const entry: fc.Arbitrary<Entry> = fc.oneof(
  { weight: 5, arbitrary: content.map((bytes): Entry => ({ hex: bytes.toString("hex") })) },
  { weight: 1, arbitrary: linked },
);

/** A tree of everything: contents, links, ignore files, names that are not UTF-8. */
export const tree: fc.Arbitrary<Files> = fc
  .tuple(
    fc.array(fc.tuple(path, entry), { minLength: 1, maxLength: 12 }),
    fc.array(
      fc.tuple(
        fc.constantFrom("", "a/", "a/b/"),
        fc.constantFrom(".gitignore", ".ignore", ".tagwrightignore", ".git/info/exclude"),
        rules,
      ),
      { maxLength: 3 },
    ),
    fc.boolean(),
  )
  .map(([entries, ignores, odd]) =>
    grow([
      ...ignores.map(([at, name, text]): [string, Entry] => [at + name, text]),
      ...entries,
      ...(odd && process.platform === "linux"
        ? ([
            ["hex:62ff2e6f", true],
            ["hex:62fe", true],
          ] as [string, Entry][])
        : []),
    ]),
  );
