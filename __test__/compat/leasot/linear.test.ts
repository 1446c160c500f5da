/** Hostile input must cost in proportion to its size: twice the text, twice the characters that are looked at. */
import test from "ava";
import { parse } from "../../../src/compat/leasot/sync.ts";

/** Characters looked at by the calls that look at text. */
let looked = 0;

const methods = {
  charCodeAt: () => 1,
  startsWith: (_: string, mark: string) => mark.length,
  indexOf:
    (text: string, _: string, from = 0) =>
    (found: unknown) =>
      (Number(found) < 0 ? text.length : Number(found)) - Math.min(from, text.length) + 1,
  lastIndexOf: (text: string) => (found: unknown) => text.length - Math.max(0, Number(found)),
  slice: () => (found: unknown) => String(found).length,
  trim: (text: string) => text.length,
} as const;

/** Counts what a call looks at; only here may what is built in be replaced, and it is put back. */
function counting<T>(work: () => T): number {
  const kept = Object.fromEntries(Object.keys(methods).map((name) => [name, String.prototype[name as "trim"]]));
  looked = 0;
  for (const [name, cost] of Object.entries(methods)) {
    const real = kept[name] as unknown as (...args: unknown[]) => unknown;
    const counted = function (this: string, ...args: unknown[]): unknown {
      const result = real.apply(this, args);
      const price = (cost as (...args: unknown[]) => unknown)(this, ...args);
      looked += typeof price === "function" ? (price as (found: unknown) => number)(result) : Number(price);
      return result;
    };
    // oxlint-disable-next-line eslint/no-extend-native
    Object.defineProperty(String.prototype, name, { value: counted, configurable: true, writable: true });
  }
  try {
    work();
  } finally {
    for (const [name, real] of Object.entries(kept)) {
      // oxlint-disable-next-line eslint/no-extend-native
      Object.defineProperty(String.prototype, name, { value: real, configurable: true, writable: true });
    }
  }
  return looked;
}

/** Texts of a size, and the extension that they are read as. */
const hostile: Readonly<Record<string, readonly [string, (size: number) => string]>> = {
  "white space behind a tag that nothing closes": [".html", (size) => `<!-- TODO${" ".repeat(size)}`],
  "the same with other white space": [".html", (size) => `<!-- TODO${"\u00a0\u2028".repeat(size / 2)}`],
  "unclosed block comments": [".js", (size) => `${"/*".repeat(size)} todo`],
  "unclosed block comments with tags": [".js", (size) => "/* todo\n".repeat(size)],
  "closers without openers, and a tag on each line": [".js", (size) => "*/ todo\n".repeat(size)],
  "closers that look like openers": [".js", (size) => "/*/ todo\n".repeat(size)],
  "openers with tags that nothing closes": [".html", (size) => "<!--todo".repeat(size)],
  "references that nothing closes": [".html", (size) => "<!--todo(".repeat(size)],
  "references that nothing follows": [".html", (size) => `${"<!--todo(".repeat(size)})`],
  "line ends within a line": [".html", (size) => `${"<!--todo\u2028".repeat(size)}-->`],
  "trailing references that nothing closes": [".html", (size) => `<!-- todo${" /a".repeat(size)}`],
  "trailing references of closers": [".hbs", (size) => `{{! todo${" /}}".repeat(size)}`],
  "stars in a block": [".js", (size) => `/*todo${"* ".repeat(size)}${"*".repeat(size)}x`],
  "stars before a tag": [".js", (size) => `/*${"*".repeat(size)}todo`],
  semicolons: [".clj", (size) => `${";".repeat(size)} todo`],
  "white space before a line comment": [".lua", (size) => `${" ".repeat(size)}todo`],
  dashes: [".lua", (size) => `${"-".repeat(size)}todo`],
  "line ends before anything": [".sh", (size) => `${"\u2028".repeat(size)}todo`],
  "blocks to the last closer": [".lua", (size) => `--[[${"\ntodo".repeat(size)}`],
  "environments that nothing ends": [".tex", (size) => "\\begin{comment} todo\n".repeat(size)],
  "blanks before environments": [".tex", (size) => `${" |".repeat(size)}x\\begin{comment} todo`],
  "carriage returns": [".js", (size) => `\r${"// todo a\n".repeat(size)}`],
};

for (const [name, [extension, make]] of Object.entries(hostile)) {
  for (const customTags of [[], ["re.iew"]]) {
    test.serial(`${name}${customTags.length === 0 ? "" : ", every line"}`, (t) => {
      const [small, large] = [2000, 4000].map((size) => {
        const text = make(size);
        return counting(() => parse(text, { extension, customTags }));
      }) as [number, number];
      t.true(small > 0);
      t.true(large <= 2.2 * small + 1000, `${small} characters for 2,000, ${large} for 4,000`);
    });
  }
}
