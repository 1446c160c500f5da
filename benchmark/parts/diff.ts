/** Two commits 1,000 files apart in a repository of 20,000: what git alone costs, and what it costs us as a whole process. */
import type { Job } from "../process.ts";
import type { Entrant, Options, Outcome } from "../types.ts";
import { history } from "../history.ts";
import { built, entry } from "../places.ts";
import { time } from "../process.ts";
import { race } from "../race.ts";

const FILES = 20_000;
const DIFFERING = 1000;

/** What no tool that reads the contents can do without: which files differ, and what they hold on both sides. */
const floor = [
  "git diff --raw -r -M --no-abbrev HEAD~1 HEAD",
  "awk '{ for (i = 3; i < 5; i++) if ($i !~ /^0+$/) print $i }'",
  "git cat-file --batch --buffer",
].join(" | ");

/** Tags that differ, which both engines must find alike. */
function differing(output: Buffer): number {
  const { tags } = JSON.parse(output.toString()) as { tags: Record<string, unknown[]> };
  return Object.values(tags).reduce((sum, list) => sum + list.length, 0);
}

const entrants = (path: string): Entrant[] => {
  const group = `diff of ${DIFFERING} among ${FILES} files`;
  const make = (name: string, command: string, job: Job): Entrant => ({
    group,
    name,
    command,
    run: async (warm) => time({ ...job, cwd: path }, warm),
  });
  const ours = (name: string, revisions: string, engine: string): Entrant => {
    const words = ["diff", revisions, "--json", "--no-config", "--engine", engine];
    const argv = [process.execPath, built("cli"), ...words];
    return make(name, `node ${entry("cli")} ${words.join(" ")}`, { argv, count: differing });
  };
  return [
    make("floor", floor, { argv: ["sh", "-c", floor] }),
    ours("native", "HEAD~1..HEAD", "native"),
    ours("native, work tree", "HEAD~1", "native"),
    ours("fallback", "HEAD~1..HEAD", "fallback"),
  ];
};

export async function diff(options: Options): Promise<Outcome> {
  const { series, problems } = await race(entrants(history(FILES, DIFFERING)), options.runs);
  const [floor, native, tree, fallback] = series.map(({ median }) => median) as [number, number, number, number];
  const metrics = {
    "diff: two commits, ms": native,
    "diff: commit and work tree, ms": tree,
    "diff: fallback, two commits, ms": fallback,
    "diff: native / floor": native / floor,
    "diff: peak memory, MB": (series[1]?.rss ?? 0) / 1e6,
  };
  return { series, problems, metrics, notes: [] };
}
