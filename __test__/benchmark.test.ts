import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import test from "ava";

import { readArguments } from "../benchmark/arguments.ts";
import { bars, judge } from "../benchmark/bars.ts";
import { searchFiles } from "../benchmark/naive.ts";
import { inProcess } from "../benchmark/ours.ts";
import { root } from "../benchmark/places.ts";
import { growth, slowest } from "../benchmark/parts/adversarial.ts";
import { compare } from "../benchmark/parts/scan.ts";
import { detectorsOf } from "../benchmark/parts/detectors.ts";
import { spell, textTags } from "../benchmark/rivals.ts";
import { step, stream } from "../benchmark/history.ts";
import { median, mismatches, summarise } from "../benchmark/statistics.ts";
import { file, tagsAmong, tagsIn } from "../benchmark/synthetic.ts";

const pattern = /@TAG\[([A-Z]+):([^\]\r\n]+)\]/g;

test("a record's command says what was asked, and not where the project lies", (t) => {
  const host = { ask: () => Promise.reject(new Error("not asked")), close: () => undefined };
  const options = { root: join(root, "benchmark"), cache: join(root, "store"), hidden: true };
  const { command } = inProcess(host, "native", { name: "tree", path: root }, "group", options);
  t.is(command, 'scan(["DIR"], {"root":"benchmark","cache":"store","hidden":true})');
});

test("synthetic files are the same on every machine", (t) => {
  const hash = createHash("sha256");
  for (let index = 0; index < 300; index++) hash.update(JSON.stringify(file(index)));
  t.is(hash.digest("hex").slice(0, 16), "89307beba1a6378d");
});

test("synthetic files hold the tags that are promised, 45 to each 100", (t) => {
  for (let index = 0; index < 300; index++)
    t.is([...file(index).text.matchAll(pattern)].length, tagsIn(index), String(index));
  t.is(tagsAmong(100), 45);
  t.is(tagsAmong(100_000), 45_000);
});

test("a tree that several make at once is whole for each of them", async (t) => {
  // A number that nobody else asks for.
  const files = 2317;
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  const made = `import { synthetic } from "./benchmark/synthetic.ts"; console.log(synthetic(${files}).path);`;
  const args = ["--import", "@oxc-node/core/register", "--input-type=module", "-e", made];
  const sweep = () => {
    const kept = join(cwd, "benchmark/.work/synthetic");
    for (const name of readdirSync(kept).filter((one) => one.includes(`-${files}`)))
      rmSync(join(kept, name), { recursive: true });
  };
  t.teardown(sweep);
  const ran = await Promise.all(
    Array.from({ length: 4 }, () => promisify(execFile)(process.execPath, args, { cwd, encoding: "utf8" })),
  );
  const paths = new Set(ran.map(({ stdout }) => stdout.trim()));
  t.is(paths.size, 1);
  const found = readdirSync([...paths][0]!, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  t.is(found.length, files);
});

test("a made history is the same on every machine, with as many files apart as were asked for", (t) => {
  const steps = Array.from({ length: 2000 }, (_, index) => step(index, 20));
  const apart = steps.filter(({ from, to, before, after }) => from !== to || before !== after);
  t.is(apart.length, 100);
  const counted = (test: (one: (typeof steps)[number]) => boolean) => apart.filter(test).length;
  t.is(
    counted(({ from }) => from === undefined),
    5,
  );
  t.is(
    counted(({ to }) => to === undefined),
    5,
  );
  t.is(
    counted(({ from, to }) => from !== undefined && to !== undefined && from !== to),
    5,
  );
  const hash = createHash("sha256");
  for (const text of stream(200, 20)) hash.update(text);
  t.is(hash.digest("hex").slice(0, 16), "dbc89cf2246d6bc1");
});

test("counts that differ within a group are told, also between two runs of one contender", (t) => {
  const found = (group: string, name: string, count?: number) => ({ group, name, count });
  t.deepEqual(mismatches([found("a", "x", 3), found("a", "y", 3), found("a", "floor"), found("b", "x", 4)]), []);
  t.deepEqual(mismatches([found("a", "x", 3), found("b", "x", 1), found("a", "y", 4)]), ["a: counts differ: x 3, y 4"]);
  t.deepEqual(mismatches([found("a", "x", 3), found("a", "x", 2)]), ["a: counts differ: x 3, x 2"]);
});

test("the warm-up is not counted, unless it is all there is", (t) => {
  const who = { group: "g", name: "n", command: "c" };
  t.like(summarise(who, [{ ms: 90 }, { ms: 3, cpu: 4 }, { ms: 1, cpu: 8 }, { ms: 2 }]), {
    first: 90,
    median: 2,
    min: 1,
    max: 3,
    cpu: 6,
  });
  t.like(summarise(who, [{ ms: 90, count: 1 }]), { first: 90, median: 90, count: 1, runs: [90] });
});

test("a median is the middle, or between the two middle ones", (t) => {
  t.is(median([5, 1, 9]), 5);
  t.is(median([4, 1, 9, 2]), 3);
  t.throws(() => median([]), { instanceOf: RangeError });
});

test("a ratio to ripgrep is to the fastest one", (t) => {
  const series = (name: string, median: number) => ({
    group: "t tag",
    name,
    command: "",
    runs: [],
    median,
    min: 0,
    max: 0,
    first: 0,
  });
  const metrics = compare([series("native", 3), series("ripgrep 13.0.0", 12), series("ripgrep 15.1.0", 4)]);
  t.is(metrics["scan t tag: native / rg"], 0.75);
});

test("growth is the time for twice the bytes, and the slowest rate is told beside it", (t) => {
  const series = (group: string, name: string, median: number) => ({
    group,
    name,
    command: "",
    runs: [],
    median,
    min: 0,
    max: 0,
    first: 0,
  });
  const all = [
    series("a, 10 MB", "native", 100),
    series("a, 20 MB", "native", 300),
    series("a, 10 MB", "fallback", 1000),
    series("a, 20 MB", "fallback", 2000),
  ];
  t.deepEqual(growth(all), { "adversarial a: native, 20 MB / 10 MB": 3, "adversarial a: fallback, 20 MB / 10 MB": 2 });
  t.is(Math.round(slowest(all)["adversarial slowest: native, MB/s"]!), 67);
});

test("bars are judged by what was measured, and what was not is neither met nor missed", (t) => {
  const asked = [
    { what: "a", metric: "a", atMost: 2 },
    { what: "b", metric: "b", atLeast: 2 },
    { what: "c", metric: "c", atMost: 1 },
  ];
  t.deepEqual(
    judge({ a: 2, b: 1.9 }, asked).map((one) => one.met),
    [true, false, undefined],
  );
  for (const bar of bars) t.is(Number("atMost" in bar) + Number("atLeast" in bar), 1, bar.what);
});

test("the naive scanner finds tags with their lines, and none in a binary file", (t) => {
  const dir = mkdtempSync(join(tmpdir(), "naive-"));
  t.teardown(() => rmSync(dir, { recursive: true }));
  const [text, binary] = [join(dir, "a.txt"), join(dir, "b.bin")];
  writeFileSync(text, "one\n@TAG[SPEC:a] @TAG[CODE:b]\n\n@TAG[DOC:c]");
  writeFileSync(binary, "\0@TAG[SPEC:a]");
  t.deepEqual(
    searchFiles([text, binary], pattern).map(({ line, text: tag }) => `${line} ${tag}`),
    ["2 @TAG[SPEC:a]", "2 @TAG[CODE:b]", "4 @TAG[DOC:c]"],
  );
  t.is(textTags(Buffer.from(`a\t${text}\t/x/\nb\t${binary}\t/x/\n`)), 1);
});

test("forty detectors are the default one and thirty-nine patterns", (t) => {
  t.deepEqual(detectorsOf(1), { detectors: ["trace"], patterns: {} });
  t.is(Object.keys(detectorsOf(40).patterns!).length, 39);
  t.is(new Set(detectorsOf(40).detectors).size, 40);
});

test("a command is spelled without the machine's paths", (t) => {
  t.is(
    spell({ argv: ["/somewhere/rg", "-uu", "(a|b)", "/trees/x"], env: { LC_ALL: "C" } }, "/trees/x"),
    "LC_ALL=C rg -uu '(a|b)' DIR",
  );
});

test("arguments that make no sense are refused", (t) => {
  t.throws(() => readArguments(["--runs", "0"]), { message: /--runs/ });
  t.throws(() => readArguments(["--nonsense"]));
  t.is(readArguments(["--help"]), undefined);
});
