import { Scanner, type Pruned, type ScanOptions, type ScanResult, type StoreInfo } from "../../index.ts";
import { choices, readOn } from "../args.ts";
import type { Run } from "./run.ts";
import { hasErrors, showDiagnostics } from "../diagnostics.ts";
import { visible } from "../escape.ts";
import { exitCodes, UsageError } from "../exit.ts";
import { counted, grouped, sized, timed } from "../number.ts";
import { print, say } from "../output.ts";
import { paintFor, readConfig, readSwitch } from "../request.ts";
import { table } from "../table.ts";

/** What a verb did: for a program, and for people. */
interface Done {
  readonly data: object;
  readonly rows: readonly (readonly [string, string])[];
  /** Of a scan. */
  readonly result?: ScanResult;
}

type Verb = (scanner: Scanner, paths: readonly string[], signal: AbortSignal) => Done | Promise<Done>;

const day = (time: number): string => (time === 0 ? "never" : new Date(time).toISOString());

function rowsOf({ root, file, bytes, records, current, scanned, totals }: StoreInfo): [string, string][] {
  return [
    ["root", visible(root)],
    ["store", visible(file ?? "in memory")],
    ["size", sized(bytes)],
    ["holds", `${counted(current, "file")}, ${counted(records - current, "former state")}`],
    ["last scan", day(scanned)],
    ...(totals === undefined
      ? []
      : ([
          ["scans", grouped(totals.scans)],
          [
            "look-ups",
            `${grouped(totals.lookups)}: ${grouped(totals.hits)} hits (${totals.hitRate} %), ${grouped(totals.misses)} not`,
          ],
          ["time saved", timed(totals.saved / 1000)],
        ] as [string, string][])),
  ];
}

const info: Verb = (scanner, paths) => {
  const stores = scanner.info(paths);
  return { data: { stores }, rows: stores.flatMap(rowsOf) };
};

function scanned(result: ScanResult): Done {
  const { cache } = result.stats;
  if (cache === undefined) return { data: {}, rows: [], result };
  const { lookups, hits, hitRate, misses, stale, bytes } = cache;
  return {
    result,
    data: { cache },
    rows: [
      ["look-ups", `${grouped(lookups)}: ${grouped(hits)} hits (${hitRate} %), ${grouped(misses)} not`],
      ["were wrong", counted(stale, "record")],
      ["size", sized(bytes)],
    ],
  };
}

const scanWith: Verb = async (scanner, paths, signal) => scanned(await scanner.scan(paths, { signal }));

const removed = ({ stores, bytes }: Pruned): Done => ({
  data: { removed: { stores, bytes } },
  rows: [["removed", `${counted(stores, "store")}, ${sized(bytes)}`]],
});

/** What can be done with a cache. */
const verbs: Readonly<Record<string, Verb>> = {
  info,
  verify: scanWith,
  warm: scanWith,
  prune: (scanner, paths) => removed(scanner.prune(paths)),
  clear: (scanner, paths) => removed(scanner.remove(paths)),
};

/** A cache is what this is about, so it is on. */
const optionsFor = (options: ScanOptions, word: string): ScanOptions => ({
  ...options,
  cache: typeof options.cache === "string" ? options.cache : true,
  ...(word === "verify" ? { cacheVerify: true } : {}),
});

function readVerb(word: string | undefined): Verb {
  const known = Object.keys(verbs);
  if (word === undefined) throw new UsageError(`cache what? ${known.join(", ")}`, readOn("cache"));
  if (Object.hasOwn(verbs, word)) return verbs[word]!;
  throw new UsageError(`cannot ${JSON.stringify(word)} a cache${choices(word, known)}`, readOn("cache"));
}

// @CODE:CACHE-007
/** `tagwright cache`. */
export const runCache: Run = async (args, signal) => {
  const [word, ...rest] = args.paths;
  const verb = readVerb(word);
  const { options } = await readConfig(args);
  const scanner = new Scanner(optionsFor(options, word!));
  const { data, rows, result } = await verb(scanner, rest.length === 0 ? ["."] : rest, signal);
  const parts = readSwitch(args, "json") ? [`${JSON.stringify(data, null, 2)}\n`] : table(rows, 0);
  await print(process.stdout, parts, signal);
  if (result === undefined) return exitCodes.ok;
  await say(showDiagnostics(result, paintFor(args, process.stderr), false), signal);
  // What was to be remembered is not: whoever scans later would not find it.
  const isLost = result.stats.cache?.notices.some(({ code }) => code !== "E_CACHE_CORRUPT") === true;
  return isLost || hasErrors(result) ? exitCodes.usage : exitCodes.ok;
};
