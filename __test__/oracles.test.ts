/** A sample of what `npm run oracles` compares on whole trees: files that are there wherever the tests run. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import test from "ava";

import { readArguments } from "../benchmark/oracles/arguments.ts";
import { first, plain } from "../benchmark/oracles/compare.ts";
import { files, filesOf, sample } from "../benchmark/oracles/files.ts";
import { ours } from "../benchmark/oracles/ours.ts";
import { subjects } from "../benchmark/oracles/subjects.ts";
import { compare, share } from "../benchmark/oracles/tally.ts";
import type { Answer, Oracle, Ranges, Subject, Tally } from "../benchmark/oracles/types.ts";
import { root } from "../benchmark/places.ts";
import { engines } from "./oracle/compare.ts";

/** At most so many files of a language in a tree. */
const LIMIT = 300;

const say = (command: string, ...words: string[]) => {
  const { stdout } = spawnSync(command, words, { encoding: "utf8" });
  return stdout?.trim() || "none";
};
const crates = join(homedir(), ".cargo/registry/src");

/** Where files of a language may be; those that every checkout has after `npm ci` stand first, with `sure`. */
const places: Readonly<Record<string, { readonly sure?: readonly string[]; readonly maybe?: readonly string[] }>> = {
  TypeScript: { sure: ["src", "node_modules"] },
  JavaScript: { sure: ["node_modules"] },
  Python: { maybe: [say("python3", "-c", "import sysconfig; print(sysconfig.get_path('stdlib'))")] },
  Go: { maybe: [join(say("go", "env", "GOROOT"), "src")] },
  Rust: { sure: ["crates"], maybe: [crates] },
  C: { sure: ["node_modules"], maybe: [crates] },
  YAML: { sure: ["node_modules"], maybe: [crates] },
  TOML: { sure: ["crates"], maybe: [crates] },
};

/** Asks each file once, whatever the number of engines that are compared with the answer. */
function once(oracle: Oracle): Oracle {
  const known = new Map<string, Promise<Answer>>();
  const ask = (path: string, bytes: Uint8Array) => {
    const answer = known.get(path) ?? Promise.resolve(oracle.ask(path, bytes));
    known.set(path, answer);
    return answer;
  };
  return { ...oracle, ask };
}

/** What each engine comes to in all of the folders. */
async function tallies(subject: Subject, folders: readonly string[]): Promise<Tally[]> {
  const oracle = once(await subject.open());
  const all: Tally[] = [];
  for (const path of folders) {
    const paths = sample(filesOf(files(path), subject), LIMIT);
    for (const name of engines)
      all.push(await compare({ subject, tree: { name, path }, paths, oracle, ours: ours(name) }));
  }
  oracle.close();
  return all;
}

/** All folders of one engine together. */
function sum(all: readonly Tally[], engine: string) {
  const own = all.filter(({ tree }) => tree === engine);
  const total = (key: "files" | "equal" | "comments") => own.reduce((sum, tally) => sum + tally[key], 0);
  const differences = own.flatMap((tally) => tally.differences);
  return { files: total("files"), equal: total("equal"), comments: total("comments"), differences };
}

for (const subject of subjects) {
  const { sure = [], maybe = [] } = places[subject.name] ?? {};
  const folders = [...sure, ...maybe].map((place) => (place.startsWith("/") ? place : join(root, place)));
  const there = folders.filter(existsSync);
  if (!there.length) continue;
  // One after the other: the grammars share one instance of WebAssembly.
  test.serial(`${subject.name}: comments are where its oracle sees them`, async (t) => {
    t.timeout(180_000);
    const all = await tallies(subject, there);
    for (const name of engines) {
      const tally = sum(all, name);
      t.true(tally.files > 0 && tally.comments > 0, `${name}: the sample is empty`);
      if (share(tally) < subject.bar) t.fail(`${name}: ${JSON.stringify(tally.differences.slice(0, 5), null, 1)}`);
    }
  });
}

test("what every checkout holds is compared", (t) => {
  for (const { name, bar } of subjects)
    t.true(bar >= (/^(TypeScript|JavaScript|Python|Go)$/.test(name) ? 0.999 : 0.995), name);
  for (const { sure = [] } of Object.values(places))
    for (const place of sure) t.true(existsSync(join(root, place)), place);
});

const difference = (text: string, mine: Ranges, other: Ranges) => {
  const bytes = Buffer.from(text);
  return first("a", bytes, { ours: plain(mine, bytes), theirs: plain(other, bytes) });
};

test("line ends and interpreter lines are convention, all else is a difference", (t) => {
  t.is(difference("// a\r\nb", [0, 4], [0, 6]), undefined);
  t.is(difference("#!/bin/sh\n# b", [0, 9, 10, 13], [10, 13]), undefined);
  t.is(difference("\ufeff#!/bin/sh\n", [3, 12], []), undefined);
  t.like(difference("// a\n// b", [0, 4, 5, 9], [0, 4]), { line: 2, ours: [5, 9], theirs: null, text: "// b" });
  t.like(difference("# a\n# b", [], [4, 7]), { line: 2, ours: null, theirs: [4, 7] });
  t.like(difference("/* a */ /* b */", [0, 7, 8, 15], [0, 15]), { line: 1, ours: [0, 7], theirs: [0, 15] });
});

test("a sample is the same whatever else there is", (t) => {
  const paths = Array.from({ length: 50 }, (_, index) => `a/${index}`);
  const drawn = sample(paths, 10);
  t.is(drawn.length, 10);
  t.deepEqual(sample([...paths].reverse(), 10), drawn);
  t.deepEqual(sample(drawn, 10), drawn);
});

test("the oracles' command line", (t) => {
  t.is(readArguments(["--help"]), undefined);
  t.like(readArguments(["--tree", root, "--name", "own", "--language", "go,c", "--sample", "7"]), {
    sample: 7,
    engine: "auto",
    out: undefined,
  });
  t.throws(() => readArguments([]), { message: /which tree/ });
  t.throws(() => readArguments(["--tree", root, "--language", "klingon"]), { message: /klingon/ });
  t.throws(() => readArguments(["--tree", root, "--sample", "0"]), { message: /above 0/ });
});
