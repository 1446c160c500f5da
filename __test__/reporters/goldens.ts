/** Every golden: where it is stored, and how it is made. */
import type { Report } from "../../src/model/reporter.ts";
import { findExport, findReporter } from "../../index.ts";
import { script, scriptHash, style, styleHash } from "../../src/generated/page.ts";
import { exportNames } from "../../src/api/export.ts";
import { formats } from "../../src/reporters/catalog.ts";
import { bytesOf, cases, home, reportOf } from "./sample.ts";

interface Golden {
  readonly path: string;
  readonly make: () => Promise<Buffer>;
}

/** Formats that show what was asked about; all others are the same whatever that is. */
const SHOWING = ["text", "json", "ndjson", "csv", "markdown"];

const parts: readonly (readonly [name: string, text: string])[] = [
  ["(script)", script],
  ["(style)", style],
  ["(hash of script)", scriptHash],
  ["(hash of style)", styleHash],
];

/** The page without its script and style, which are tested in a browser. */
const frame = (page: Buffer): Buffer =>
  Buffer.from(parts.reduce((text, [name, part]) => text.replace(part, () => name), page.toString("utf8")));

const aboutsOf = (format: string): readonly Report["about"][] =>
  SHOWING.includes(format) ? ["tags", "trace", "findings"] : ["findings"];

const reports = [...cases].flatMap(([name, given]) =>
  formats.flatMap(({ name: format, extension }) =>
    aboutsOf(format).map((about): Golden => {
      const make = async (): Promise<Buffer> => {
        const bytes = await bytesOf(await findReporter(format), reportOf(given, about));
        return format === "html" ? frame(bytes) : bytes;
      };
      return { path: `${home}${name}/${SHOWING.includes(format) ? about : format}${extension}`, make };
    }),
  ),
);

const extensions: Readonly<Record<string, string>> = { needs: "needs.json", reqif: "tags.reqif" };

const exports = [...cases].flatMap(([name, given]) =>
  exportNames.map((document): Golden => {
    const make = async (): Promise<Buffer> => bytesOf(await findExport(document), reportOf(given, "tags"));
    return { path: `${home}${name}/${extensions[document] ?? document}`, make };
  }),
);

/** One for each case and format, and for what it is about where that matters. */
export const goldens: readonly Golden[] = [...reports, ...exports];
