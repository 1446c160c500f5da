/** Makes of each row of data/languages.json what the lexers run: rules in the order in which they are tried. */

import type { Place, RuleRow, Syntax } from "../src/fallback/zones/table.ts";

interface LineRow {
  readonly open: string;
  readonly until?: string;
  readonly at?: Place;
  readonly continued?: boolean;
  /** Whether it goes on over lines that are indented deeper than its own. */
  readonly indented?: boolean;
  readonly fold?: boolean;
  readonly doc?: boolean;
}
interface BlockRow extends LineRow {
  readonly close: string;
  readonly closeAt?: Place;
  readonly nested?: boolean;
  /** What begins and ends a string in which a closer is none, if that ends on its line. */
  readonly quote?: string;
  /** Tokens inside that mean nothing. */
  readonly keep?: readonly string[];
}
interface StringRow {
  readonly open: string;
  readonly close?: string;
  readonly at?: Place;
  readonly closeAt?: Place;
  readonly escape?: "none" | "backslash" | "double" | "backtick";
  readonly multiline?: boolean;
  readonly nested?: boolean;
  readonly char?: boolean;
  readonly late?: boolean;
  readonly prefixes?: readonly string[];
  readonly keep?: readonly string[];
  readonly interpolation?: readonly [string, string];
}

/** A row of data/languages.json. */
export interface LanguageRow {
  readonly name: string;
  readonly as?: string;
  readonly like?: string;
  readonly hidden?: boolean;
  readonly aliases?: readonly string[];
  readonly extensions?: readonly string[];
  readonly filenames?: readonly string[];
  readonly shebangs?: readonly string[];
  readonly base?: "code" | "text";
  readonly islands?: string;
  readonly line?: readonly (string | LineRow)[];
  readonly block?: readonly (readonly [string, string] | BlockRow)[];
  readonly string?: readonly (string | StringRow)[];
  readonly pass?: readonly string[];
  readonly doc?: readonly string[];
  readonly hooks?: readonly string[];
}

/** What a hook waits for: where `open` stands in code, the function `hook` of both engines is asked. */
type Trigger = Omit<RuleRow, "kind">;

const newline: readonly Trigger[] = [
  { open: "\n", hook: "newline" },
  { open: "\r", hook: "newline" },
];
const words = (hook: string, opens: readonly string[]): readonly Trigger[] =>
  opens.map((open) => ({ open, hook, prefixes: [""] }));

/** The hooks that a row may name. The functions are in crates/core/src/zones and src/fallback/zones. */
const HOOKS: Readonly<Record<string, readonly Trigger[]>> = {
  heredoc: [{ open: "<<", hook: "here" }, ...newline],
  phpHeredoc: [{ open: "<<<", hook: "here" }, ...newline],
  rubyHeredoc: [{ open: "<<", hook: "shifted" }, ...newline],
  arithmetic: [
    { open: "((", hook: "arithmetic", at: "token", embed: "shell arithmetic" },
    { open: "$((", hook: "arithmetic", embed: "shell arithmetic" },
  ],
  dashes: [{ open: "--", hook: "dashes" }],
  explicit: [{ open: ".. ", hook: "explicit", at: "blank" }],
  paired: [{ open: '"', hook: "paired" }],
  longBracket: [{ open: "[", hook: "bracket" }],
  longComment: [{ open: "--[", hook: "bracket" }],
  cmakeComment: [{ open: "#[", hook: "bracket" }],
  dollar: [{ open: "$", hook: "dollar" }],
  hashes: [{ open: "#", hook: "hashes", prefixes: ["r", "br", "cr"] }],
  parenthesis: [{ open: '"', hook: "parenthesis", prefixes: ["R", "LR", "uR", "UR", "u8R"] }],
  scalar: [{ open: "|", hook: "scalar" }, { open: ">", hook: "scalar" }, ...newline],
  slash: [{ open: "/", hook: "slash" }],
  percent: [{ open: "%", hook: "percent" }],
  literate: [
    { open: "\\begin{code}", close: "\\end{code}", hook: "environment", at: "column1", embed: "haskell" },
    { open: ">", hook: "birds", at: "column1", embed: "haskell" },
  ],
  perl: words("perl", ["qq", "qw", "qr", "qx", "q", "m", "s", "tr", "y"]),
  fence: [
    { open: "```", hook: "fence", at: "blank" },
    { open: "~~~", hook: "fence", at: "blank" },
    { open: "`", hook: "ticks" },
  ],
  frontMatter: [{ open: "---", hook: "front", embed: "yaml" }],
  frontScript: [{ open: "---", hook: "front", embed: "typescript" }],
  tag: [{ open: "<", hook: "tag", embed: "html tag" }],
  svelteTag: [{ open: "<", hook: "tag", embed: "svelte tag" }],
  tagEnd: [
    { open: ">", hook: "close" },
    { open: "lang=", hook: "attribute", at: "word", fold: true },
    { open: "type=", hook: "attribute", at: "word", fold: true },
  ],
  mustache: [{ open: "{{", hook: "mustache", embed: "typescript" }],
  brace: [{ open: "{", hook: "brace", embed: "typescript" }],
  escape: [{ open: "\\", hook: "escaped" }],
  hashBracket: [{ open: "#[", hook: "pass" }],
  sigil: ["$#", "$'", '$"', "$`", "$/"].map((open) => ({ open, hook: "pass" })),
  question: ["?#", "?'", '?"', "?`", "?/"].map((open) => ({ open, hook: "letter" })),
  phpEnd: [{ open: "?>", hook: "leave" }],
  regex: [{ open: "/", close: "/", escape: "backslash", set: true, hook: "regex" }],
  element: [{ open: "<", hook: "element" }],
  inside: ["{", "<", ">", "/>"].map((open) => ({ open, hook: "inside" })),
  closing: [{ open: ">", hook: "closing" }],
  between: ["{", "}", "<", "</"].map((open) => ({ open, hook: "between" })),
};

const flags = (row: { nested?: boolean; fold?: boolean; multiline?: boolean; late?: boolean }) => ({
  ...(row.nested ? { nested: true as const } : {}),
  ...(row.multiline ? { multiline: true as const } : {}),
  ...(row.fold ? { fold: true as const } : {}),
  ...(row.late ? { late: true as const } : {}),
});
const places = (row: { at?: Place; closeAt?: Place }) => ({
  ...(row.at === undefined || row.at === "anywhere" ? {} : { at: row.at }),
  ...(row.closeAt === undefined || row.closeAt === "anywhere" ? {} : { closeAt: row.closeAt }),
});

function line(row: string | LineRow): RuleRow {
  if (typeof row === "string") return { kind: "line", open: row };
  if (row.indented) return { kind: "hook", hook: "outline", open: row.open, ...places(row) };
  return {
    kind: "line",
    open: row.open,
    ...(row.until === undefined ? {} : { close: row.until }),
    ...places(row),
    ...flags(row),
    ...(row.continued ? { escape: "continue" } : {}),
  };
}

function block(row: readonly [string, string] | BlockRow): RuleRow {
  const full: BlockRow = "open" in row ? row : { open: row[0], close: row[1] };
  return {
    kind: "block",
    open: full.open,
    close: full.close,
    multiline: true,
    ...places(full),
    ...flags(full),
    ...(full.quote === undefined ? {} : { quote: full.quote }),
    ...(full.keep === undefined ? {} : { keep: full.keep }),
  };
}

function string(row: string | StringRow): RuleRow {
  const full: StringRow = typeof row === "string" ? { open: row } : row;
  const { open, close = open, escape = "backslash", prefixes, keep, interpolation } = full;
  return {
    kind: full.char ? "hook" : "string",
    ...(full.char ? { hook: "char" } : {}),
    open,
    close,
    ...places(full),
    ...flags(full),
    ...(escape === "none" ? {} : { escape }),
    ...(prefixes === undefined ? {} : { prefixes }),
    ...(keep === undefined ? {} : { keep }),
    ...(interpolation === undefined ? {} : { inner: interpolation }),
  };
}

/** Code that would begin something else if it were not passed over as a whole. */
const pass = (open: string): RuleRow => ({ kind: "hook", open, hook: "pass" });

/** Hooks that ask for the code before them, or that begin what may hold such hooks. */
const LOOKS: ReadonlySet<string> = new Set(["regex", "element", "inside", "slash", "percent", "scalar"]);
const looking = (rule: RuleRow): RuleRow =>
  rule.at === "value" || rule.embed !== undefined || LOOKS.has(rule.hook ?? "") ? { ...rule, looks: true } : rule;

const hook = (name: string): RuleRow[] => {
  const triggers = HOOKS[name];
  if (triggers === undefined) throw new Error(`no hook is called ${name}`);
  return triggers.map((trigger) => ({ kind: "hook", ...trigger }));
};

const bytes = (text: string) => Buffer.from(text).length;
const rank = (rule: RuleRow) => (rule.kind === "hook" ? 0 : 1);
/** The first byte, whatever its case. */
const head = ({ open }: RuleRow) => Buffer.from(open.toLowerCase())[0]!;
/** Rules of one first byte together; the longest opener first; of equal ones those that ask for a prefix, then hooks, then the table's order. */
const order = (a: RuleRow, b: RuleRow) =>
  head(a) - head(b) ||
  bytes(b.open) - bytes(a.open) ||
  Number(b.prefixes !== undefined) - Number(a.prefixes !== undefined) ||
  rank(a) - rank(b);

/** Letters in both cases, where case does not matter. */
const cased = (text: string, fold: boolean | undefined) => (fold ? [text.toLowerCase(), text.toUpperCase()] : [text]);

/** The bytes at which the region of a rule has something to decide. */
export function stopsOf(rule: RuleRow): number[] {
  const tokens = [
    ...(rule.multiline ? [] : ["\n", "\r"]),
    ...cased(rule.close ?? "", rule.fold),
    ...(rule.keep ?? []),
    rule.quote ?? "",
    ...(rule.inner === undefined ? [] : [rule.inner[0]]),
    ...(rule.nested ? cased(rule.open, rule.fold) : []),
    ...(rule.set ? ["[", "]"] : []),
    ...(rule.escape === "backslash" || rule.escape === "continue" ? ["\\"] : []),
    ...(rule.escape === "backtick" ? ["`"] : []),
  ];
  return [...new Set(tokens.filter((token) => token !== "").map((token) => Buffer.from(token)[0]!))];
}

function rulesOf(row: LanguageRow): RuleRow[] {
  return [
    ...(row.hooks ?? []).flatMap(hook),
    ...(row.line ?? []).map(line),
    ...(row.block ?? []).map(block),
    ...(row.string ?? []).map(string),
    ...(row.pass ?? []).map(pass),
  ]
    .map(looking)
    .sort(order);
}

const KEYS = ["base", "line", "block", "string", "pass", "doc", "hooks"] as const;

/** The row with what it takes from the row it is like; its own keys win, key by key. */
function inherit(row: LanguageRow, rows: ReadonlyMap<string, LanguageRow>): LanguageRow {
  const parent = row.like ?? (KEYS.some((key) => row[key] !== undefined) ? undefined : "Generic");
  if (parent === undefined) return row;
  const found = rows.get(parent);
  if (found === undefined) throw new Error(`${row.name} is like ${parent}, which is no language`);
  const whole = inherit(found, rows);
  return {
    ...Object.fromEntries(KEYS.flatMap((key) => (whole[key] === undefined ? [] : [[key, whole[key]]]))),
    ...row,
  };
}

/** Every language's rules, in the table's order. */
export function syntaxes(rows: readonly LanguageRow[]): Syntax[] {
  const byName = new Map(rows.map((row) => [row.name, row]));
  return rows.map((row) => {
    const whole = inherit(row, byName);
    return {
      name: row.name,
      as: row.as ?? row.name,
      text: whole.base === "text",
      part: row.hidden ?? false,
      islands: row.islands ?? "",
      rules: rulesOf(whole),
    };
  });
}

/** Sorted by bytes: what a file, an interpreter or a fence is called, and the index of its language. */
export interface NameTables {
  readonly names: readonly (readonly [string, number])[];
  readonly filenames: readonly (readonly [string, number])[];
  readonly extensions: readonly (readonly [string, number])[];
  readonly shebangs: readonly (readonly [string, number])[];
}

function sorted(rows: readonly LanguageRow[], what: string, keys: (row: LanguageRow) => readonly string[]) {
  const all = rows.flatMap((row, index) => keys(row).map((key) => [key, index] as const));
  const seen = new Set<string>();
  for (const [key] of all) {
    if (seen.has(key)) throw new Error(`two languages claim the ${what} ${key}`);
    seen.add(key);
  }
  return all.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

/** How languages are found. */
export const nameTables = (rows: readonly LanguageRow[]): NameTables => ({
  names: sorted(rows, "name", ({ name, aliases = [] }) => [
    ...new Set([name, ...aliases].map((one) => one.toLowerCase())),
  ]),
  filenames: sorted(rows, "file name", ({ filenames = [] }) => filenames),
  extensions: sorted(rows, "extension", ({ extensions = [] }) => extensions),
  shebangs: sorted(rows, "interpreter", ({ shebangs = [] }) => shebangs),
});

const openers = (row: LanguageRow) => (row.line ?? []).map((one) => (typeof one === "string" ? one : one.open));
const pairs = (row: LanguageRow) =>
  (row.block ?? []).map((one) => ("open" in one ? [one.open, one.close] : [one[0], one[1]]) as [string, string]);

/** What is told of a language to users: parts are left out, dialects are told with the language whose name they bear. */
export function shownLanguages(rows: readonly LanguageRow[]) {
  const byName = new Map(rows.map((row) => [row.name, row]));
  return rows
    .filter(({ as, hidden }) => as === undefined && !hidden)
    .map((row) => {
      const all = [row, ...rows.filter(({ as, hidden }) => as === row.name && !hidden)];
      const listed = (key: "aliases" | "extensions" | "filenames" | "shebangs") => all.flatMap((one) => one[key] ?? []);
      const whole = inherit(row, byName);
      return {
        name: row.name,
        aliases: listed("aliases"),
        extensions: listed("extensions"),
        filenames: listed("filenames"),
        shebangs: listed("shebangs"),
        line: openers(whole),
        block: pairs(whole),
        doc: [...(row.doc ?? [])],
      };
    });
}
