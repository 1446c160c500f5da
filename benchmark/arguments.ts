import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, resolve } from "node:path";
import { parseArgs } from "node:util";

import { ownTree } from "./own.ts";
import { synthetic } from "./synthetic.ts";
import type { Options, Tree } from "./types.ts";

export const help = `npm run bench -- [options]
  --corpus DIR[,DIR]   trees to scan; default: the project's own code and 10,000 synthetic files
  --only PART[,PART]   scan start threads notes zones synthetic detectors border adversarial memory mmap stall size leasot
                       trace findings report counters cache; default: all
  --without NAME[,…]   contenders of scan to leave out, such as "ctags -R"
  --runs N             counted runs of each contender; default 7
  --threads N          for us, the floor and ripgrep; default: the cores there are
  --sizes N[,N]        synthetic trees; default 100,1000,10000,100000
  --rg PATH[,PATH]     ripgreps; default: rg
  --save NAME          keep what was measured as benchmark/baselines/NAME.json, and draw the history of all that is kept
  --compare NAME       compare it with what was kept: exit code 1 for a major regression or a counter that differs
  --gate counters      … for a counter alone
  --out FILE           the record; default: benchmark/records/<date>.json,
                       none with --save or --compare`;

const list = (text: string | undefined) => (text ? text.split(",") : []);

function whole(text: string | undefined, name: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new Error(`--${name} must be a whole number above 0, not ${text}`);
}

/** A name that is a file's, too. */
function word(text: string | undefined, name: string): string | undefined {
  if (text === undefined || /^[\w.-]+$/.test(text)) return text;
  throw new Error(`--${name} must be a name of letters, digits, dots and dashes, not ${text}`);
}

function gate(text: string | undefined): Options["gate"] {
  if (text === "all" || text === "counters") return text;
  throw new Error(`--gate must be all or counters, not ${text}`);
}

function tree(dir: string): Tree {
  const path = resolve(dir);
  if (!statSync(path).isDirectory()) throw new Error(`${dir} is no folder`);
  return { name: basename(path), path };
}

/** Reads the command line. Undefined if help was asked for. Throws on what it does not understand. */
export function readArguments(argv: string[]): Options | undefined {
  const text = (fallback?: string) => ({
    type: "string" as const,
    ...(fallback === undefined ? {} : { default: fallback }),
  });
  const { values } = parseArgs({
    args: argv,
    options: {
      corpus: text(),
      only: text(),
      without: text(),
      out: text(),
      save: text(),
      compare: text(),
      gate: text("all"),
      help: { type: "boolean", default: false },
      runs: text("7"),
      threads: text(String(availableParallelism())),
      sizes: text("100,1000,10000,100000"),
      rg: text("rg"),
    },
  });
  if (values.help) return undefined;
  return {
    trees: values.corpus ? list(values.corpus).map(tree) : [ownTree(), synthetic(10_000)],
    only: list(values.only),
    without: list(values.without),
    rg: list(values.rg),
    out: values.out,
    save: word(values.save, "save"),
    compare: word(values.compare, "compare"),
    gate: gate(values.gate),
    // An interval needs five.
    runs: Math.max(whole(values.runs, "runs"), values.save || values.compare ? 5 : 1),
    threads: whole(values.threads, "threads"),
    sizes: list(values.sizes).map((size) => whole(size, "sizes")),
  };
}
