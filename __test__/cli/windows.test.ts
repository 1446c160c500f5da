/** Paths of Windows in options: read here as they would be there. */
import { win32 } from "node:path";
import test from "ava";
import { readArguments } from "../../cli/args.ts";
import { splitList } from "../../cli/filters.ts";
import { rootRelative } from "../../cli/place.ts";
import { formatOf } from "../../index.ts";
import { tagwright, tree } from "./run.ts";

test("a path with a drive and backslashes is a value like any other, tied to its flag or not", (t) => {
  const { own, options, paths } = readArguments([
    ...["scan", "C:\\my tree\\src", "..\\lib", "--config", "C:\\x\\tags.json", "--output=C:\\out\\tags.sarif"],
    ...["--root", "\\\\server\\share\\tree", "-o", "D:\\a=b.json", "--format", "C:\\r\\mine.mjs"],
  ]);
  t.deepEqual(paths, ["C:\\my tree\\src", "..\\lib"]);
  t.deepEqual(own.config, ["C:\\x\\tags.json"]);
  t.deepEqual(own.output, ["C:\\out\\tags.sarif", "D:\\a=b.json"]);
  t.deepEqual(own.format, ["C:\\r\\mine.mjs"]);
  t.deepEqual(options.root, ["\\\\server\\share\\tree"]);
});

test("the format is told by the name of an output, wherever it lies", (t) => {
  t.is(formatOf("C:\\out.d\\tags.sarif"), "sarif");
  t.is(formatOf("C:\\out.html\\tags.csv"), "csv");
});

test("a list of paths keeps their backslashes", (t) => {
  t.deepEqual(splitList(["src\\a,lib\\b", "C:\\x\\y.ts"]), ["src\\a", "lib\\b", "C:\\x\\y.ts"]);
});

test("what is typed for a filter becomes a path of the result", (t) => {
  const typed = (text: string) => rootRelative("C:\\p", "C:\\p\\src", text, win32);
  t.is(typed("a.ts"), "src/a.ts");
  t.is(typed("..\\lib\\b\\"), "lib/b");
  t.is(typed("../lib/b"), "lib/b");
  t.is(typed("c:\\P\\lib"), "lib");
  t.is(typed("C:\\other"), undefined);
  t.is(typed("D:\\p\\src"), undefined);
  t.is(typed("\\\\server\\share"), undefined);
});

test("a reporter by its path is looked for there, not taken for a name", async (t) => {
  const { code, stderr } = await tagwright(t, ["scan", "--format", "C:\\r\\mine.mjs"], { cwd: tree(t) });
  t.is(code, 2);
  t.regex(stderr, /cannot use the report format .*C:\\r\\mine\.mjs/);
  t.notRegex(stderr, /did you mean/);
});
