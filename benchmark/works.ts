/** What every contender is asked to find, in each one's own words. */
import type { ScanOptions } from "../index.ts";

export interface Work {
  readonly name: string;
  /** For ripgrep; word boundaries are ASCII, since the Unicode ones leave its fast path. */
  readonly rg: string;
  /** For GNU grep -E in the C locale. */
  readonly grep: string;
  /** For universal-ctags: the pattern and the group that names the tag. */
  readonly ctags: string;
  /** For JavaScript, over a whole file's text. */
  readonly js: string;
  readonly options: ScanOptions;
  readonly flags: readonly string[];
}

const words = "TODO|FIXME|HACK|XXX|BUG";
const word = `\\b(?<kind>${words})\\b`;

export const works: readonly Work[] = [
  {
    name: "tag",
    rg: String.raw`@TAG\[([A-Z]+):([^\]]+)\]`,
    grep: String.raw`@TAG\[([A-Z]+):([^]]+)\]`,
    ctags: String.raw`/@TAG\[([A-Z]+):([^]\n]+)\]/\2/t,tag/{mgroup=1}`,
    js: String.raw`@TAG\[([A-Z]+):([^\]\r\n]+)\]`,
    options: { detectors: ["trace"] },
    flags: ["--detectors", "trace"],
  },
  {
    name: "words",
    rg: String.raw`(?-u:\b)(${words})(?-u:\b)`,
    grep: String.raw`\b(${words})\b`,
    ctags: String.raw`/\b(${words})\b/\1/w,word/{mgroup=1}`,
    js: String.raw`\b(${words})\b`,
    options: { detectors: ["words"], patterns: { words: word } },
    flags: ["--detectors", "words", "--pattern", `words=${word}`],
  },
];

/** The words of the default notes, for ripgrep alone. */
export const noteWords: Pick<Work, "name" | "rg"> = {
  name: "note words",
  rg: String.raw`(?-u:\b)(TODO|FIXME|XXX|HACK|BUG|NOTE|OPTIMIZE)(?-u:\b)`,
};

/** Takes what `ripgrep -uu` takes: hidden and ignored files too. */
export const everything = { hidden: true, ignore: false, skipDirs: [] as string[] } satisfies ScanOptions;
export const everythingFlags = ["--hidden", "--no-ignore", "--skip-dirs="];
