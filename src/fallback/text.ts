/** Matching what is already in memory. The Rust twin is crates/engine/src/text.rs. */
import type { Batch, DetectorSpec, Request, Text } from "../engine/contract.ts";
import { Columns } from "./columns.ts";
import { drain } from "./drain.ts";
import { Languages } from "./languages.ts";
import { Matcher } from "./matcher.ts";
import { toBytes } from "./path.ts";
import { makeBatch } from "./session.ts";
import { Clock, Tally } from "./stats.ts";
import { Worker } from "./worker.ts";

/**
 * What was asked for last, and its matcher: who has many texts has them for one configuration, and compiling costs more than matching
 * a text.
 */
let last: { readonly specs: string; readonly matcher: Matcher } | undefined;

function matcherOf(detectors: readonly DetectorSpec[]): Matcher {
  const specs = JSON.stringify(detectors);
  if (last?.specs !== specs) last = { specs, matcher: new Matcher(detectors) };
  return last.matcher;
}

/** Matches texts, as if they stood in files: one batch, in their order. Binary content gives nothing. */
export function matchTexts(request: Request, texts: readonly Text[]): Batch {
  const start = performance.now();
  const tally = new Tally();
  const columns = new Columns();
  const watch = { cancelled: false, progress: { found: texts.length, done: 0, bytes: 0, walked: true } };
  const matcher = matcherOf(request.detectors);
  const worker = new Worker(
    { request, matcher, watch, clock: new Clock(), languages: new Languages(request.languages), look: undefined },
    tally,
    columns,
  );
  for (const { path, content } of texts)
    drain(worker.text(toBytes(path), Buffer.from(content.buffer, content.byteOffset, content.byteLength)));
  const batch = makeBatch(columns, tally);
  tally.counters.times.total = performance.now() - start;
  return batch;
}
