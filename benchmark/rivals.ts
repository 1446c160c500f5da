/** Other programs, as whole processes. */
import { closeSync, openSync, readSync } from "node:fs";

import { firstLine, time, type Job } from "./process.ts";
import type { Entrant, Options, Tree } from "./types.ts";
import type { Work } from "./works.ts";

const lines = (output: Buffer) => output.toString("latin1").split("\n").slice(0, -1);
const sum = (output: Buffer) => lines(output).reduce((total, line) => total + Number(line), 0);

function isBinary(path: string): boolean {
  const head = Buffer.alloc(8192);
  const file = openSync(path, "r");
  try {
    return head.subarray(0, readSync(file, head)).includes(0);
  } finally {
    closeSync(file);
  }
}

/** ctags alone reads binary files: what it found there is not counted. */
export function textTags(output: Buffer): number {
  const seen = new Map<string, boolean>();
  const isText = (line: string) => {
    const path = Buffer.from(line.split("\t", 2)[1]!, "latin1").toString();
    if (!seen.has(path)) seen.set(path, !isBinary(path));
    return seen.get(path)!;
  };
  return lines(output).filter(isText).length;
}

const locale = { LC_ALL: "C" };

interface Rival {
  readonly name: string;
  readonly version: readonly string[];
  job(work: Work, dir: string): Job;
}

function ripgrep(path: string, threads: number): Rival {
  const version = [path, "--version"];
  const name = firstLine(version)?.replace(/ \(.*/, "") ?? path;
  const argv = ["-uu", `-j${threads}`, "--no-messages", "--no-config", "-I", "--count-matches"];
  return { name, version, job: (work, dir) => ({ argv: [path, ...argv, work.rg, dir], codes: [0, 1], count: sum }) };
}

const grep: Rival = {
  name: "GNU grep",
  version: ["grep", "--version"],
  job: (work, dir) => ({
    argv: ["grep", "-rohIE", work.grep, dir],
    env: locale,
    codes: [0, 1],
    count: (output) => lines(output).length,
  }),
};

const ctagsTo = ["--exclude=", "--links=no", "--sort=no", "-f", "-"];
const ctagsRegex: Rival = {
  name: "ctags as an extractor",
  version: ["ctags", "--version"],
  job: (work, dir) => ({
    argv: [
      "ctags",
      "--options=NONE",
      "-R",
      "--langdef=Tagged",
      "--languages=Tagged",
      "--map-Tagged=+(*)",
      `--mline-regex-Tagged=${work.ctags}`,
      ...ctagsTo,
      dir,
    ],
    env: locale,
    count: textTags,
  }),
};

const ctagsAll: Rival = {
  name: "ctags -R",
  version: ["ctags", "--version"],
  job: (_, dir) => ({ argv: ["ctags", "--options=NONE", "-R", "-f", "-", dir] }),
};

const quote = (word: string) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** A command line as one would type it, with DIR for the tree and a program's bare name for its path. */
export function spell(job: Job, dir: string): string {
  const [program, ...rest] = job.argv;
  const env = Object.entries(job.env ?? {}).map(([name, value]) => `${name}=${value}`);
  const words = rest.map((word) => (word === dir ? "DIR" : quote(word)));
  return [...env, program!.replace(/.*\//, ""), ...words].join(" ");
}

const all = (options: Options): Rival[] => [
  ...options.rg.map((path) => ripgrep(path, options.threads)),
  grep,
  ctagsRegex,
  ctagsAll,
];

/** The rivals that are installed, and the names of those that are not. */
export function present(options: Options): { rivals: Rival[]; absent: string[] } {
  const found = all(options).map((rival) => ({ rival, there: firstLine(rival.version) !== undefined }));
  return {
    rivals: found.filter((one) => one.there).map((one) => one.rival),
    absent: found.filter((one) => !one.there).map((one) => one.rival.name),
  };
}

export function entrant(rival: Rival, work: Work, tree: Tree): Entrant {
  const job = rival.job(work, tree.path);
  const run = async (warm: boolean) => time(job, warm);
  return { group: `${tree.name} ${work.name}`, name: rival.name, command: spell(job, tree.path), run };
}

/** Each installed rival's name and the first line of what it says of its version. */
export function versions(options: Options): Record<string, string> {
  const { rivals } = present(options);
  return Object.fromEntries(rivals.map((rival) => [rival.name, firstLine(rival.version)!]));
}
