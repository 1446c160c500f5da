import { join } from "node:path";
import { pathToFileURL } from "node:url";
import test from "ava";
import * as theirs from "leasot";
import * as ours from "../../../leasot.ts";
import * as sync from "../../../src/compat/leasot/sync.ts";
import { inTemporary, plant } from "../../oracle/tree.ts";

const item = (more: object = {}): ours.TodoComment => ({
  file: "a.js",
  tag: "TODO",
  line: 3,
  ref: "",
  text: "do it",
  ...more,
});

const lists: Readonly<Record<string, readonly ours.TodoComment[]>> = {
  none: [],
  one: [item()],
  several: [
    item(),
    item({ ref: "mia", line: 40 }),
    item({ file: "b.js", tag: "FIXME", text: "" }),
    item({ text: '<a> & "b" | c' }),
    item({ file: "é.js", text: "\u001b[31mred\u001b[39m words", tag: "LONGER" }),
  ],
  odd: [
    item({ text: "two\nlines" }),
    item({ file: undefined, more: { deep: [1, { x: "&", none: null }], zero: 0, no: false, empty: "" } }),
    item({ tag: "7", attributes: { id: 'a"b' } }),
  ],
};

const configs: Readonly<Record<string, ours.ReporterConfig>> = {
  nothing: {},
  spacing: { spacing: 2 },
  header: { header: true, attributes_key: "attributes" },
  layout: { newLine: "\r\n", padding: 0 },
  "negative padding": { padding: -3 },
  functions: {
    transformComment: (file, line, text, tag, ref) => [`${file}${line}${text}`, `${tag}${ref}`, ""],
    transformHeader: (tag) => `== ${tag}`,
  },
};

const reporters = ["custom", "gitlab", "json", "markdown", "raw", "table", "vscode", "xml"];

for (const reporter of reporters) {
  for (const [name, config] of Object.entries(configs)) {
    test(`${reporter}, ${name}`, async (t) => {
      for (const items of Object.values(lists)) {
        const expected = await theirs.report([...items], reporter, { ...config } as never);
        t.deepEqual(await ours.report([...items], reporter, { ...config }), expected);
        t.deepEqual(sync.report([...items], reporter, { ...config }), expected);
      }
    });
  }
}

test("functions and modules report, too; the default is raw", async (t) => {
  await inTemporary(async (folder) => {
    plant(folder, {
      "one.mjs": "export const reporter = (items, config) => `${items.length} ${config.x}`;",
      "named.mjs": 'export const reporter = "json";',
      "plain.cjs": "module.exports = (items) => `plain ${items.length}`;",
    });
    const url = (name: string): string => pathToFileURL(join(folder, name)).href;
    const config = { x: 1 } as never;
    for (const name of ["one.mjs", "named.mjs"]) {
      t.is(await ours.report([item()], url(name), config), await theirs.report([item()], url(name), config));
    }
    t.is(sync.report([item()], join(folder, "plain.cjs")), "plain 1");
    t.is(await ours.report([item()], (items) => items.length), 1);
    t.deepEqual(await ours.report([item()]), [item()]);
    t.deepEqual(sync.report([item()]), [item()]);
  });
});

const bad: Readonly<Record<string, readonly [unknown, unknown, object?]>> = {
  "no such reporter": [[], "no-such-reporter"],
  "a reporter that is a number": [[], 7],
  "items that are no array": [{}, "json"],
  "no items": [null, "raw"],
  "both wrong": [null, "no-such-reporter"],
  "a transformer that is no function": [[], "custom", { transformComment: 1 }],
  "a header that is no function": [[], "markdown", { transformHeader: "x" }],
};

for (const [name, [items, reporter, config]] of Object.entries(bad)) {
  test(`fails as leasot does: ${name}`, async (t) => {
    const told = async (act: () => unknown): Promise<string> => {
      try {
        await act();
      } catch (error) {
        return String(error);
      }
      return "";
    };
    const args = [items, reporter, config] as [never, never, never];
    const expected = await told(() => theirs.report(...args));
    t.regex(expected, /Error/);
    t.is(await told(() => ours.report(...args)), expected);
    t.is(await told(() => sync.report(...args)), expected);
  });
}
