/** A JSON array with one item a line. */
export function* array(items: Iterable<unknown>): Iterable<string> {
  let before = "[\n";
  for (const item of items) {
    yield before + JSON.stringify(item);
    before = ",\n";
  }
  yield before === "[\n" ? "[]" : "\n]";
}
