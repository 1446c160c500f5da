/** The traceability matrix as a document. */
import type { Reporter } from "../model/reporter.ts";
import { matrixOf, matrixRecords, matrixTable } from "../draw/matrix.ts";

export const matrixCsv: Reporter = (report) => matrixRecords(matrixOf(report));

export const matrixMarkdown: Reporter = (report) => matrixTable(matrixOf(report), report.options.repository);
