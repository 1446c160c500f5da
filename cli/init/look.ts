/** What a tree holds, as far as a configuration can say something about it. */
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { listLanguages, scan, type Dialect, type ScanResult } from "../../index.ts";
import { makeProgress } from "../progress.ts";

/** Words and how often they occur, the most frequent first. */
export type Counts = readonly (readonly [string, number])[];

/** What was found. */
export interface Seen {
  /** Absolute. */
  readonly folder: string;
  readonly files: number;
  /** Files by language. */
  readonly languages: Counts;
  /** Traceability tags by dialect. */
  readonly dialects: Counts;
  /** The same by kind. */
  readonly kinds: Counts;
  /** Notes by keyword, the usual ones and others. */
  readonly notes: Counts;
  /** Lines of gitignore that fit files of others. */
  readonly foreign: readonly string[];
  readonly services: readonly string[];
}

/** Words that some projects begin their notes with, beside the usual ones. */
export const RARE = [
  ...["CLEANUP", "DEPRECATED", "IDEA", "KLUDGE", "PERF", "QUESTION", "REFACTOR", "REVIEW"],
  ...["SECURITY", "TBD", "TEMP", "UNDONE", "WIP"],
] as const;

const DIALECTS: readonly Dialect[] = ["tag", "hash", "moai", "oft"];
/** Folders and files that hold what others wrote. */
const FOREIGN_FOLDERS = ["vendor", "third_party", "third-party", "bower_components", "external"];
const FOREIGN_FILES = ["*.min.js", "*.min.css"];

/** Where the configuration of a service lies. */
const SERVICES: readonly (readonly [path: string, name: string])[] = [
  [".github/workflows", "GitHub Actions"],
  [".gitlab-ci.yml", "GitLab CI"],
  [".pre-commit-config.yaml", "pre-commit"],
  ["azure-pipelines.yml", "Azure Pipelines"],
  ["bitbucket-pipelines.yml", "Bitbucket Pipelines"],
  [".circleci/config.yml", "CircleCI"],
  ["Jenkinsfile", "Jenkins"],
];

function count(words: Iterable<string>): Counts {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

function languagesOf(paths: readonly string[]): Counts {
  const known = new Map(
    listLanguages().flatMap(({ name, extensions, filenames }) =>
      [...extensions, ...filenames].map((key) => [key, name] as const),
    ),
  );
  const languageOf = (path: string): string | undefined => {
    const name = basename(path);
    return known.get(name) ?? known.get(/\.[^.]+$/.exec(name)?.[0].toLowerCase() ?? "");
  };
  return count(paths.flatMap((path) => languageOf(path) ?? []));
}

const foreignOf = (paths: readonly string[]): string[] => [
  ...FOREIGN_FOLDERS.filter((name) => paths.some((path) => `/${path}`.includes(`/${name}/`))).map((name) => `${name}/`),
  ...FOREIGN_FILES.filter((glob) => paths.some((path) => path.endsWith(glob.slice(1)))),
];

async function scanAll(folder: string, signal: AbortSignal): Promise<ScanResult> {
  const bar = makeProgress();
  const words = RARE.map((word) => `+${word}`);
  const options = { cwd: folder, root: folder, dialects: DIALECTS, noteKeywords: words, hash: true, signal };
  try {
    return await scan(["."], { ...options, ...(bar === undefined ? {} : { onProgress: bar.update }) });
  } finally {
    bar?.stop();
  }
}

/** Scans a folder with every dialect and more words than usual. It costs a scan that hashes, which is how it learns of all files. */
export async function look(folder: string, signal: AbortSignal): Promise<Seen> {
  const { tags, files = [] } = await scanAll(folder, signal);
  const paths = files.map(({ path }) => path);
  const traces = tags.filter({ detector: "trace" });
  return {
    folder,
    files: paths.length,
    languages: languagesOf(paths),
    dialects: count(traces.map(({ fields }) => fields.dialect!)),
    kinds: count(traces.map(({ kind }) => kind)),
    notes: count(tags.filter({ detector: "note" }).map(({ kind }) => kind)),
    foreign: foreignOf(paths),
    services: SERVICES.filter(([path]) => existsSync(join(folder, path))).map(([, name]) => name),
  };
}
