/** For people at a terminal. */
import type { Report, Reporter } from "../model/reporter.ts";
import { chains, chainSummary } from "./text/chains.ts";
import { findings, findingSummary } from "./text/findings.ts";
import { tags, tagSummary } from "./text/tags.ts";

const bodies: Readonly<Record<Report["about"], (report: Report) => Iterable<string>>> = {
  tags,
  trace: chains,
  findings,
};
const tails: typeof bodies = { tags: tagSummary, trace: chainSummary, findings: findingSummary };

/** Grouped by file, or chain by chain; aligned, coloured where wanted, with a summary. */
export const text: Reporter = Object.assign((report: Report) => bodies[report.about](report), {
  tail: (report: Report) => tails[report.about](report),
});
