import { readFileSync, readdirSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import test from "ava";
import fc from "fast-check";
import * as theirs from "leasot";
import * as ours from "../../../leasot.ts";
import * as sync from "../../../src/compat/leasot/sync.ts";
import { extensions } from "../../../src/compat/leasot/table.ts";
import { recorded } from "../../oracle/leasot.ts";

const home = fileURLToPath(new URL("../../../", import.meta.url));

test("81 extensions are known, in the case in which they are known", (t) => {
  t.is(extensions().length, 81);
  t.true(extensions().every(theirs.isExtensionSupported));
  for (const extension of [".js", ".R", ".r", ".JS", "js", "", "toString", "__proto__"]) {
    t.is(ours.isExtensionSupported(extension), theirs.isExtensionSupported(extension), extension);
  }
});

test("what was recorded of leasot is what we say, and what it still says", async (t) => {
  const cases = recorded();
  t.is(new Set(cases.map(({ extension }) => extension)).size, 81);
  for (const { extension, text, config, items } of cases) {
    const all = { extension, filename: "a", ...config };
    t.deepEqual(await ours.parse(text, all), items, extension);
    t.deepEqual(sync.parse(text, all), items, extension);
    t.deepEqual(await theirs.parse(text, all), items, extension);
  }
});

/** Extensions whose styles are all there are, with what begins and ends their comments. */
const styles: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [".js", ["//", "/*", "/**", "/*!", "*"], ["", "*/", "**/"]],
  [".sh", ["#"], [""]],
  [".erl", ["%"], [""]],
  [".hs", ["--"], [""]],
  [".lua", ["--", "--[[", "---"], ["", "]]"]],
  [".fs", ["//", "(*"], ["", "*)"]],
  [".html", ["<!--", "{#"], ["-->", "#}"]],
  [".ejs", ["<%#", "<!--"], ["%>", "-->"]],
  [".ss", ["<%--", "<!--"], ["--%>", "-->"]],
  [".hbs", ["{{!", "{{!--"], ["}}", "--}}"]],
  [".py", ["#", '"""'], ["", '"""']],
  [".clj", [";", ";;;"], [""]],
  [".haml", ["-#", "/", "<%#", "<!--"], ["", "%>", "-->"]],
  [".pug", ["//", "//-"], [""]],
  [".tex", ["\\begin{comment}", "%", "\\Begin{comment}"], ["\\end{comment}", "", "\\End{comment}"]],
  [".pas", ["//", "{"], ["", "}"]],
  [".sql", ["--", "//", "/*"], ["", "*/"]],
  [".vue", ["//", "/*", "<!--", "{#"], ["", "*/", "-->", "#}"]],
];
const words = ["todo", "TODO", "fixme", "FixMe", "review", "todos", "a b", "x1", ";a", "!"];
const spaces = ["", "", " ", "  ", "\t", "\n", "\r", "\r\n", "\u2028", "\u00a0", "\ufeff"];
const others = ["", "", "(bob)", "(", ")", ":", "@", "/ref", " /ref", "foo", "*", "!", "/", "-", "|", "{", "}", "é"];
const tags: readonly (readonly string[] | undefined)[] = [
  undefined,
  undefined,
  [],
  ["review"],
  ["review", "a b"],
  ["r.view"],
  [""],
  ["x\\d", "(re)(view)"],
  ["@a"],
  ["!"],
  [";a"],
];

const source = fc.constantFrom(...styles).chain(([extension, opens, closes]) => {
  const open = fc.constantFrom(...opens, "");
  const close = fc.constantFrom(...closes);
  const one = (list: readonly string[]) => fc.constantFrom(...list);
  const note = fc.tuple(one(spaces), open, one(spaces), one(["", "", "@", "*"]), one(words), one(spaces));
  const rest = fc.tuple(
    one(others),
    one(spaces),
    one(others),
    one(spaces),
    one(others),
    one(spaces),
    close,
    one(spaces),
  );
  const part = fc.tuple(note, rest).map((parts) => parts.flat().join(""));
  const text = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(""));
  return fc.record({
    extension: fc.constant(extension),
    text,
    customTags: fc.constantFrom(...tags),
    withInlineFiles: fc.boolean(),
  });
});

test("any text gives what leasot gives", async (t) => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(source, async ({ extension, text, customTags, withInlineFiles }) => {
      const config = { extension, withInlineFiles, customTags: customTags as string[] };
      const expected = await theirs.parse(text, config);
      found += expected.length;
      t.deepEqual(await ours.parse(text, config), expected);
    }),
    { numRuns: 4000 },
  );
  t.true(found > 500, `${found} notes`);
});

/** Files of this checkout and of what it depends on. */
function* files(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else if (entry.isFile() && ours.isExtensionSupported(extname(path))) yield path;
  }
}

test("real files give what leasot gives", async (t) => {
  const folders = [
    "src",
    "cli",
    "docs",
    "benchmark",
    "node_modules/lodash",
    "node_modules/micromatch",
    "node_modules/leasot",
  ];
  let count = 0;
  for (const path of folders.flatMap((folder) => [...files(join(home, folder))])) {
    const text = readFileSync(path, "utf8");
    const config = { extension: extname(path), filename: path, withInlineFiles: true };
    t.deepEqual(await ours.parse(text, config), await theirs.parse(text, config), path);
    count++;
  }
  t.true(count > 300, `${count} files`);
});

type Act = (tool: Pick<typeof ours, "parse" | "associateExtWithParser">) => unknown;

/** What an act throws or rejects with. */
async function failure(act: Act, tool: unknown): Promise<readonly [string, string]> {
  try {
    await act(tool as typeof ours);
  } catch (error) {
    return [(error as Error).name, (error as Error).message];
  }
  return ["", ""];
}

const none = undefined as never;
const acts: Readonly<Record<string, Act>> = {
  "no configuration": ({ parse }) => parse("", none),
  "no extension": ({ parse }) => parse("", {} as never),
  "unknown extension": ({ parse }) => parse("", { extension: ".foo" }),
  "customTags not an array": ({ parse }) => parse("", { extension: ".js", customTags: "x" as never }),
  "an extension without a dot": ({ associateExtWithParser }) => associateExtWithParser({ foo: { parserName: "x" } }),
  "an extension that is a dot": ({ associateExtWithParser }) => associateExtWithParser({ ".": { parserName: "x" } }),
  "no parser": ({ associateExtWithParser }) => associateExtWithParser({ ".foo": {} as never }),
  "one of two is wrong": ({ associateExtWithParser }) =>
    associateExtWithParser({ ".good": { parserName: "x" }, bad: { parserName: "x" } }),
};

for (const [name, act] of Object.entries(acts)) {
  test(`fails as leasot does: ${name}`, async (t) => {
    const [expected, told, required] = [await failure(act, theirs), await failure(act, ours), await failure(act, sync)];
    t.not(expected[0], "");
    t.is(told[0], expected[0]);
    t.is(required[0], expected[0]);
    if (name !== "no configuration") t.deepEqual([told, required], [expected, expected]);
    t.false(ours.isExtensionSupported(".good"));
  });
}

test("parsers of one's own, and extensions for good", async (t) => {
  const item = { file: "f", tag: "X", line: 3, ref: "", text: "t" };
  const config = {
    extension: ".mine",
    associateParser: { ".mine": { parserName: ["mineParser", "defaultParser"] } },
    customParsers: { mineParser: () => () => [item, { ...item }, { ...item, line: 1 }] },
  };
  const expected = await theirs.parse("// todo a\n", config);
  t.is(expected.length, 3);
  t.deepEqual(await ours.parse("// todo a\n", config), expected);
  t.true(ours.isExtensionSupported(".mine"));
});

test("the parts that callers may use", (t) => {
  for (const customTags of [undefined, [], ["a", "b|c"]]) t.is(ours.getRegex(customTags), theirs.getRegex(customTags));
  for (const match of [null, ["x"], ["x", "todo", " r ", undefined, "s"], ["x", "todo", "", " t ", "s"]]) {
    t.deepEqual(ours.prepareComment(match, 3), theirs.prepareComment(match as string[], 3));
    t.deepEqual(ours.prepareComment(match, 3, "f"), theirs.prepareComment(match as string[], 3, "f"));
  }
});
