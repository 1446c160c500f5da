import { deepStrictEqual } from "node:assert";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import fc from "fast-check";
import { pathToBuffer, scanStream, scanSync, scanText, TagwrightError } from "../index.ts";
import type { Dialect, ScanOptions, ScanResult, Zone } from "../index.ts";
import { comment, content, large, mixed, pattern, ruled, rules, settings, tree, wild } from "./oracle/arbitrary.ts";
import type { Twin } from "./oracle/arbitrary.ts";
import { engines, joined, outcome, type EngineName } from "./oracle/compare.ts";
import { hasGit, initialise, unignored } from "./oracle/git.ts";
import { naive } from "./oracle/naive.ts";
import { naiveNotes } from "./oracle/notes.ts";
import { inTemporary, plant } from "./oracle/tree.ts";
import type { Files } from "./oracle/tree.ts";

const dialects = fc.subarray<Dialect>(["tag", "hash", "moai", "oft"], { minLength: 1 });
const context = fc.constantFrom(0, 0, 1, 3);
const path = fc.constantFrom("a.ts", "src/x/y.java", "é.py");

/** The same of all engines there are; a request that cannot be served is refused by all with the same code. */
function agree(run: (engine: EngineName) => ScanResult, free = false): ScanResult | undefined {
  const [first, ...others] = engines.map((engine) => attempt(() => run(engine))) as [Attempt, ...Attempt[]];
  for (const other of others) deepStrictEqual(summary(other, free), summary(first, free), "fallback against native");
  return first instanceof TagwrightError ? undefined : first;
}

type Attempt = ScanResult | TagwrightError;

function attempt(run: () => ScanResult): Attempt {
  try {
    return run();
  } catch (error) {
    if (error instanceof TagwrightError) return error;
    throw error;
  }
}

const summary = (one: Attempt, free: boolean): unknown =>
  one instanceof TagwrightError ? one.code : outcome(one, free);

test.before((t) => {
  if (engines.length === 1) t.log("the addon is absent: only the fallback is tested");
});

test("texts: both engines find what the naive oracle finds", (t) => {
  const law = (bytes: Buffer, names: Dialect[], around: number, name: string, twin: Twin | null) => {
    const patterns = twin === null ? {} : { p: twin.ours };
    const detectors = ["trace", ...Object.keys(patterns)];
    const result = agree(
      (engine) => scanText(bytes, { engine, path: name, detectors, dialects: names, context: around, patterns }),
      twin !== null,
    );
    if (result === undefined) throw new Error("a text is never refused");
    const theirs = naive(bytes, {
      path: name,
      dialects: names,
      patterns: twin === null ? {} : { p: twin.theirs },
      context: around,
    });
    const { tags, diagnostics } = result;
    deepStrictEqual(
      [...tags].map(({ detector, kind, name, text, line, column, offset, length, fields, context }) => ({
        ...{ detector, kind, name, text, line, column, offset, length, fields: { ...fields } },
        ...(context === undefined ? {} : { context }),
      })),
      theirs.tags,
    );
    deepStrictEqual(
      diagnostics.map(({ code, line, column, offset, length }) => ({ code, line, column, offset, length })),
      theirs.diagnostics,
    );
  };
  t.notThrows(() => fc.assert(fc.property(content, dialects, context, path, fc.option(pattern), law), settings(1500)));
});

test("texts: any patterns, several at once", (t) => {
  const law = (bytes: Buffer, names: Dialect[], sources: string[]) => {
    const patterns = Object.fromEntries(sources.map((source, index) => [`p${index}`, source]));
    agree((engine) => scanText(bytes, { engine, dialects: names, patterns }), true);
  };
  t.notThrows(() =>
    fc.assert(fc.property(content, dialects, fc.array(wild, { minLength: 1, maxLength: 4 }), law), settings(400)),
  );
});

test("notes: both engines find in line comments what the naive oracle finds", (t) => {
  const law = (comments: string[]) => {
    const text = comments.map((one) => `f(x) //${one}\n`).join("");
    const result = agree((engine) => scanText(text, { engine, path: "a.go", detectors: ["note"] }))!;
    deepStrictEqual(
      [...result.tags].map(({ line, column, length, kind, name, text, zone, fields }) => ({
        ...{ line, column, length, kind, name, text, zone, ref: fields["ref"] },
      })),
      comments.flatMap((one, index) =>
        naiveNotes(one).map(({ start, end, kind, ref, text }) => ({
          ...{ line: index + 1, column: 8 + start, length: Buffer.byteLength(one.slice(start, end)), kind },
          ...{ name: ref ?? "", text, zone: "comment", ref },
        })),
      ),
    );
  };
  t.notThrows(() => fc.assert(fc.property(fc.array(comment, { maxLength: 6 }), law), settings(3000)));
});

const zoneLists = fc.subarray<Zone>(["code", "comment", "string", "text"], { minLength: 1 });
const noteOptions = fc.record(
  {
    noteKeywords: fc.constantFrom(["TODO", "todo"], ["+待办", "+TODO-x"], ["BUG", "NOTE"]),
    noteIgnoreCase: fc.boolean(),
    noteNeeds: fc.subarray<"colon" | "reference" | "expiry">(["colon", "reference", "expiry"], { maxLength: 1 }),
    noteMinText: fc.constantFrom(0, 2),
    noteMaxText: fc.constantFrom(0, 20),
    noteJoin: fc.boolean(),
    zones: fc.oneof(zoneLists, fc.record({ trace: zoneLists, note: zoneLists, p: zoneLists })),
    context,
  },
  { requiredKeys: [] },
);
const sources = fc.constantFrom(
  ...["a.c", "a.ts", "a.tsx", "a.py", "a.go", "a.rs", "a.md", "a.html", "a.vue", "a.rb", "a.sh", "a.lua", "a.hs", "a"],
);

test("notes and zones: both engines agree on sources of all sorts", (t) => {
  const law = (bytes: Buffer, name: string, options: ScanOptions) => {
    const patterns = { p: "[A-Z]{2,}" };
    agree((engine) => scanText(bytes, { ...options, engine, path: name, dialects: ["tag", "hash"], patterns }), true);
  };
  t.notThrows(() => fc.assert(fc.property(mixed, sources, noteOptions, law), settings(3000)));
});

const flags = fc.record({
  hidden: fc.boolean(),
  ignore: fc.boolean(),
  follow: fc.boolean(),
  outside: fc.boolean(),
  skipDirs: fc.constantFrom(["node_modules", ".git"], [], ["build", "a"]),
  include: fc.oneof(fc.constant([]), rules.map(rulesOf)),
  exclude: fc.oneof(fc.constant([]), rules.map(rulesOf)),
  maxFileSize: fc.constantFrom(0, 0, 40),
  context,
  dialects,
  hash: fc.boolean(),
});
const named = fc.constantFrom<string[]>(["."], ["a"], ["a", "."], ["b", "nope", "a/b", "."]);

function rulesOf(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}

const WAYS: readonly ScanOptions[] = [
  { threads: 1, window: 1024 },
  { threads: 2, mmap: "always" },
  { threads: 8, mmap: "never" },
  { threads: 64, memory: 1 },
];

test("trees: both engines agree, whatever the threads, the window, the mapping and the memory", async (t) => {
  const law = (files: Files, options: ScanOptions, paths: string[]) =>
    inTemporary((folder) => {
      // Links lead up to three folders out of the root; what they reach there is ours, too.
      plant(folder, { "x/f": true, "x/y/z/tree/": null });
      const root = join(folder, "x/y/z/tree");
      plant(root, files);
      const own = { ...options, root, cwd: root };
      const result = agree((engine) => scanSync(paths, { ...own, engine }));
      if (result === undefined) return;
      const first = outcome(result);
      for (const engine of engines) {
        for (const way of WAYS)
          deepStrictEqual(outcome(scanSync(paths, { ...own, ...way, engine })), first, JSON.stringify(way));
      }
    });
  await t.notThrowsAsync(fc.assert(fc.asyncProperty(tree, flags, named, law), settings(80)));
});

test("trees: a stream's batches are the scan", async (t) => {
  const law = (files: Files, batchSize: number) =>
    inTemporary(async (root) => {
      plant(root, files);
      for (const engine of engines) {
        const options = { engine, root, cwd: root, hidden: true, ignore: false, follow: true };
        const batches: ScanResult[] = [];
        for await (const batch of scanStream(".", { ...options, batchSize })) batches.push(batch);
        deepStrictEqual(joined(batches), outcome(scanSync(".", options)));
      }
    });
  await t.notThrowsAsync(fc.assert(fc.asyncProperty(tree, fc.integer({ min: 1, max: 5 }), law), settings(60)));
});

test("ignore rules: both engines hide what git hides", async (t) => {
  if (!hasGit()) return void t.pass("git is not there to be asked");
  const law = (files: Files) =>
    inTemporary((root) => {
      plant(root, files);
      initialise(root);
      const theirs = unignored(root).map((one) => one.toString("hex"));
      const tagged = new Set(
        Object.keys(files)
          .filter((one) => files[one] === true)
          .map((one) => Buffer.from(one).toString("hex")),
      );
      const expected = theirs.filter((one) => tagged.has(one));
      const options = { root, cwd: root, hidden: true, skipDirs: [".git"] };
      const result = agree((engine) => scanSync(".", { ...options, engine }));
      deepStrictEqual(
        [...result!.tags].map((tag) => pathToBuffer(tag.path).toString("hex")),
        expected,
      );
    });
  await t.notThrowsAsync(
    fc.assert(fc.asyncProperty(ruled(".gitignore", ".gitignore", ".git/info/exclude"), law), settings(150)),
  );
});

test("large files: windows and engines agree", async (t) => {
  const law = (bytes: Buffer) =>
    inTemporary((root) => {
      writeFileSync(join(root, "f"), bytes);
      const options: ScanOptions = {
        root,
        cwd: root,
        dialects: ["tag", "hash", "moai", "oft"],
        context: 1,
        patterns: { p: "x(?<name>é+)" },
      };
      const first = outcome(agree((engine) => scanSync(".", { ...options, engine }))!);
      for (const engine of engines) {
        for (const way of WAYS)
          deepStrictEqual(
            outcome(scanSync(".", { ...options, ...way, engine })),
            first,
            `${engine} ${JSON.stringify(way)}`,
          );
      }
    });
  await t.notThrowsAsync(fc.assert(fc.asyncProperty(large, law), settings(4)));
});
