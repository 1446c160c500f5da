/** What is new over what was known. The Rust twin is crates/engine/src/cache/merge.rs. */
import { compare, CURRENT, Records, TRUSTED } from "./records.ts";

/** A path's records in a list. */
interface Group {
  readonly from: Records;
  readonly start: number;
  readonly end: number;
}

/** The records of the path that a record has, from it on. */
export function groupEnd(from: Records, start: number): number {
  const path = from.pathBytes(start);
  let end = start + 1;
  while (end < from.length && path.equals(from.pathBytes(end))) end++;
  return end;
}

const isCurrent = ({ from, start, end }: Group): boolean => {
  for (let index = start; index < end; index++) if (from.has(index, CURRENT)) return true;
  return false;
};

/**
 * Both lists in one: of the same path and hash what is new counts, and what is current there makes all else at its path
 * not so. `mark`: flags of all that is new or changed by it. Cost: a copy of what was known, and a search for each new path.
 */
export function merge(known: Records, news: Records, mark: number): Records {
  const out = new Records(known.length + news.length);
  let done = 0;
  for (let start = 0; start < news.length;) {
    const fresh: Group = { from: news, start, end: groupEnd(news, start) };
    const path = news.path(start);
    const at = seekOn(known, path, done);
    out.run(known, done, at);
    done = at < known.length && known.path(at) === path ? groupEnd(known, at) : at;
    mergeGroup(out, { from: known, start: at, end: done }, fresh, mark);
    start = fresh.end;
  }
  out.run(known, done, known.length);
  return out;
}

/** As {@link Records.seek}, but the next few are tried first: many news lie close to each other. */
export function seekOn(known: Records, path: string, from: number): number {
  let step = 1;
  let low = from;
  while (low + step < known.length && known.path(low + step) < path) {
    low += step;
    step *= 2;
  }
  return known.seek(path, low, low + step + 1);
}

function mergeGroup(out: Records, known: Group, fresh: Group, mark: number): void {
  const drop = isCurrent(fresh) ? CURRENT : 0;
  let [old, now] = [known.start, fresh.start];
  while (old < known.end || now < fresh.end) {
    const order = now >= fresh.end ? -1 : old >= known.end ? 1 : compare(known.from, old, fresh.from, now);
    if (order < 0) {
      const flags = known.from.flags(old);
      out.copy(known.from, old, (flags & drop) === 0 ? flags : (flags & ~(CURRENT | TRUSTED)) | mark);
      old++;
    } else {
      out.copy(fresh.from, now, fresh.from.flags(now) | mark);
      now++;
      if (order === 0) old++;
    }
  }
}
