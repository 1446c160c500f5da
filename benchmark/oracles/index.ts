/** `npm run oracles -- --help` says how. Exit code 1: a language is below its bar, or a difference has no reason. */
import { help, readArguments, type Options } from "./arguments.ts";
import { files, filesOf, sample } from "./files.ts";
import { remembering } from "./memory.ts";
import { ours } from "./ours.ts";
import { record } from "./record.ts";
import { compare, share } from "./tally.ts";
import type { Subject, Tally } from "./types.ts";

const percent = (value: number) => `${(100 * value).toFixed(3)} %`;

function show(tally: Tally, bar: number): void {
  const { language, tree, oracle, files, equal, comments, unparseable, unparseableEqual, differences } = tally;
  console.log(
    `${language} in ${tree}: ${equal} of ${files} files equal, ${percent(share(tally))} (asked: ${percent(bar)})`,
  );
  console.log(
    `  ${comments} comments; the oracle can't parse ${unparseable} files more, ${unparseableEqual} equal; ${oracle}`,
  );
  for (const { path, line, ours, theirs, text, reason } of differences)
    console.log(`  ${path}:${line} ours ${ours?.join("–")} theirs ${theirs?.join("–")} [${reason ?? "?"}] ${text}`);
}

async function run(subject: Subject, paths: readonly string[], { tree, remember, engine }: Options): Promise<Tally> {
  const opened = await subject.open();
  const oracle = remember ? remembering(opened, subject.name) : opened;
  try {
    return await compare({ subject, tree, paths, oracle, ours: ours(engine) });
  } finally {
    opened.close();
  }
}

async function main(options: Options): Promise<void> {
  const all = files(options.tree.path);
  const tallies: Tally[] = [];
  for (const subject of options.subjects) {
    const paths = filesOf(all, subject);
    if (!paths.length) continue;
    const tally = await run(subject, sample(paths, options.sample), options);
    show(tally, subject.bar);
    if (share(tally) < subject.bar || tally.differences.some((one) => !one.reason)) process.exitCode = 1;
    tallies.push(tally);
  }
  if (options.out !== undefined) record(options.out, options, tallies);
}

const options = readArguments(process.argv.slice(2));
if (options) await main(options);
else console.log(help);
