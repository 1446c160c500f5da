import type { Format } from "./format.ts";

/** Of the document's form: it grows when a change could break a reader. */
const VERSION = 1;

/** An array with one item a line. */
function* array(items: Iterable<unknown>): Iterable<string> {
  let before = "[\n";
  for (const item of items) {
    yield before + JSON.stringify(item);
    before = ",\n";
  }
  yield before === "[\n" ? "[]" : "\n]";
}

/** One document with tags, diagnostics, files if they were hashed, and stats. */
export const json: Format = {
  holdsDiagnostics: true,
  *body({ result: { root, diagnostics, files, stats }, tags }) {
    yield `{"version":${VERSION},"root":${JSON.stringify(root)},"tags":`;
    yield* array(tags);
    yield `,\n"diagnostics":`;
    yield* array(diagnostics);
    if (files !== undefined) {
      yield `,\n"files":`;
      yield* array(files);
    }
    yield `,\n"stats":${JSON.stringify(stats)}}\n`;
  },
};
