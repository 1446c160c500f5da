/** The traceability matrix as a document. */
import type { Report, Reporter } from "../model/reporter.ts";
import { linesOf } from "../draw/chains.ts";
import { matrixRecords, matrixTable } from "../draw/matrix.ts";

const orderOf = ({ trace }: Report): readonly string[] | undefined => trace?.rule.order;

export const matrixCsv: Reporter = (report) => matrixRecords(linesOf(report), orderOf(report));

export const matrixMarkdown: Reporter = (report) =>
  matrixTable(linesOf(report), orderOf(report), report.options.repository);
