/** A process that scans with a cache: others start it, and end it. */
import { readSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { Scanner, scanSync, type ScanOptions } from "../../index.ts";
import { endsOf, outcome } from "./ends.ts";

/** What a process does: scans once; edits a file, scans and says so on and on; the same so many times. */
export interface Work {
  readonly mode: "once" | "loop" | "share";
  readonly options: ScanOptions;
  /** Root-relative; of the files that are edited. */
  readonly files?: readonly string[];
  /** Makes what is written unlike what others write. */
  readonly salt?: string;
  readonly rounds?: number;
}

/** What a scan came to. */
export interface Said {
  readonly ends: Readonly<Record<string, number>>;
  readonly notices: readonly { readonly code: string; readonly detail: string }[];
  readonly outcome: unknown;
}

function say(what: unknown): void {
  writeSync(1, `${JSON.stringify(what)}\n`);
}

/** Until somebody writes something. */
function wait(): void {
  say("ready");
  readSync(0, Buffer.alloc(1));
}

function edit({ options, files = [], salt = "" }: Work, round: number): void {
  const path = files[round % files.length]!;
  writeFileSync(join(options.root!, path), `// @TAG[SPEC:s-${salt}-${round}] ${"x".repeat(round % 50)}\n`);
}

function scanOnce({ options }: Work): void {
  const result = scanSync(".", options);
  const { notices } = result.stats.cache!;
  say({ ends: endsOf(result.stats.cache!), notices, outcome: outcome(result) } satisfies Said);
}

/** A base every third time, else a patch; each number that is said is that of a round whose scan is over. */
function loop(work: Work): void {
  // The first scan of a process takes many times as long as those that follow, most of it before it saves.
  scanSync(".", work.options);
  wait();
  for (let round = 0; ; round++) {
    edit(work, round);
    scanSync(".", work.options);
    if (round % 3 === 2) new Scanner(work.options).prune();
    say(round);
  }
}

function share(work: Work): void {
  wait();
  const codes: string[] = [];
  for (let round = 0; round < work.rounds!; round++) {
    if (work.files !== undefined) edit(work, round);
    const result = scanSync(".", work.options);
    codes.push(...result.stats.cache!.notices.map(({ code }) => code));
    if (round + 1 === work.rounds) say({ codes, outcome: outcome(result) });
  }
}

const modes = { once: scanOnce, loop, share } as const;

const work = JSON.parse(process.argv[2]!) as Work;
modes[work.mode](work);
