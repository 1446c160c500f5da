/** A session of an engine, with what its cache did. */
import type { Batch, Cache, Engine, Session } from "../engine/contract.ts";
import type { ScanResult } from "../model/result.ts";
import type { Plan } from "./prepare.ts";
import type { Reporter } from "./progress.ts";
import { addTotals } from "../cache/totals.ts";
import { warnOf } from "../cache/warn.ts";
import { makeOrigin } from "./prepare.ts";
import { report } from "./progress.ts";
import { emptyBatch, makeResult, type Extras, type Origin } from "./result.ts";

/** A scan that has begun. */
export interface Started {
  readonly session: Session;
  readonly reporter: Reporter;
  readonly cache: Cache | undefined;
  readonly origin: Origin;
}

/** Begins a scan. Throws TagwrightError if a detector cannot be built. */
export function start(engine: Engine, plan: Plan): Started {
  const { request, onProgress, store } = plan;
  const cache = store?.open(engine);
  const session = engine.open(request, cache);
  return { session, reporter: report(session, onProgress), cache, origin: makeOrigin(engine, plan) };
}

/** Tells of a cache what is to be told. */
function settle({ store }: Plan, { stats }: Batch): void {
  if (stats.cache === undefined || store === undefined) return;
  warnOf(stats.cache);
  if (store.spec.file !== "") addTotals(store.spec.file, stats.cache);
}

/** The result of a scan that is over. */
export function finish(plan: Plan, { session, reporter, cache, origin }: Started, given: Batch | null): ScanResult {
  const batch = given ?? emptyBatch();
  reporter.finish();
  settle(plan, batch);
  const known = cache === undefined ? undefined : { cache, changes: () => session.changes() };
  return makeResult(origin, batch, { said: reporter.take(), known });
}

/** The result of a part of a scan; its counters are those of the part. */
export function finishPart(plan: Plan, { reporter, cache, origin }: Started, batch: Batch): ScanResult {
  settle(plan, batch);
  const extras: Extras = { said: reporter.take() };
  return makeResult(origin, batch, cache === undefined ? extras : { ...extras, known: { cache, changes: () => null } });
}
