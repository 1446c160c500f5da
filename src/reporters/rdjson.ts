/** Reviewdog's diagnostic format, as one document. */
import type { Reporter } from "../model/reporter.ts";
import { array } from "./array.ts";
import { diagnosticsOf, SOURCE } from "./rdjsonl.ts";

/** One document, one diagnostic a line. */
export const rdjson: Reporter = function* rdjson(report) {
  yield `{"source":${JSON.stringify(SOURCE)},\n"diagnostics":`;
  yield* array(diagnosticsOf(report));
  yield "}\n";
};
