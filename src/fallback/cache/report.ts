/** The change report's columns: see docs/design/cache/how.md. The Rust twin is crates/engine/src/cache/report.rs. */
import type { Changes, Request } from "../../engine/contract.ts";
import type { Look } from "./look.ts";
import type { Records } from "./records.ts";
import { Columns, Out } from "../columns.ts";
import { Bytes, Words } from "../growing.ts";
import { fieldCounts, readResult } from "./result.ts";

/** States of files. */
const ADDED = 0;
const MODIFIED = 1;
const DELETED = 2;
const RENAMED = 3;

/** What became of one file: a record of the news or, of a deleted one, of those before; and the record it had. */
interface Change {
  readonly state: number;
  readonly path: string;
  /** An index into what was known, or -1. */
  readonly before: number;
}

/** The deleted files of each content, in the order of their paths, and how many of them turned up elsewhere. */
class Lost {
  readonly #byHash = new Map<string, { readonly records: number[]; taken: number }>();

  constructor(known: Records, deleted: readonly number[]) {
    for (const index of deleted) {
      const key = known.hash(index).toString("latin1");
      const lost = this.#byHash.get(key);
      if (lost === undefined) this.#byHash.set(key, { records: [index], taken: 0 });
      else lost.records.push(index);
    }
  }

  /** The next one of that content; -1 if none is left. */
  take(hash: Buffer): number {
    const lost = this.#byHash.get(hash.toString("latin1"));
    return lost === undefined || lost.taken === lost.records.length ? -1 : lost.records[lost.taken++]!;
  }
}

function changesOf({ news, changes, deleted, store }: Look): Change[] {
  const lost = new Lost(store.records, deleted);
  const moved = new Set<number>();
  const all: Change[] = [];
  const pairs = changes.from(0);
  for (let at = 0; at < pairs.length; at += 2) {
    const path = news.path(pairs[at]!);
    const before = pairs[at + 1]! - 1;
    const from = before >= 0 ? -1 : lost.take(news.hash(pairs[at]!));
    if (from >= 0) moved.add(from);
    if (before >= 0) all.push({ state: MODIFIED, path, before });
    else all.push({ state: from < 0 ? ADDED : RENAMED, path, before: from });
  }
  for (const index of deleted) {
    if (!moved.has(index)) all.push({ state: DELETED, path: store.records.path(index), before: index });
  }
  return all.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** What a scan found against what was known. `since`: milliseconds since 1970 of the scan before; 0: none. */
export function makeChanges(look: Look, request: Request, since: number): Changes {
  const known = look.store.records;
  const all = changesOf(look);
  const files = new Words();
  const strings = new Bytes();
  for (const { state, path, before } of all) {
    const start = strings.length;
    strings.latin1(path);
    const end = strings.length;
    if (state === RENAMED) strings.bytes(known.pathBytes(before));
    files.push(state, start, end, end, strings.length);
  }
  const before = all.flatMap((change) => (change.before < 0 ? [] : [change.before])).sort((a, b) => a - b);
  return {
    files: files.finish(),
    strings: strings.finish(),
    unchanged: look.unchanged,
    since,
    before: makeBefore(known, before, request),
  };
}

function makeBefore(known: Records, before: readonly number[], request: Request): Changes["before"] {
  const columns = new Columns();
  const out = new Out();
  const fields = fieldCounts(request.detectors);
  for (const index of before) {
    out.clear();
    if (!readResult(known.result(index), out, fields)) out.clear();
    const hash = request.hash ? known.hash(index) : undefined;
    const own = hash !== undefined || out.tags > 0 || out.diagnostics.length > 0;
    if (!own) continue;
    columns.file(known.path(index), known.size(index), hash);
    for (const diagnostic of out.diagnostics.among([])) columns.diagnostic(diagnostic);
    for (const _ of columns.tags(out));
  }
  return columns.finish();
}
