/** What a configuration file says of reports: its section `report`. */
import { dirname, resolve } from "node:path";
import { TagwrightError } from "../model/error.ts";
import { hint } from "./nearest.ts";
import { badValue } from "./value.ts";

/** How the commands report that write reports. Flags win over each of these. */
export interface ReportSettings {
  /** Formats, or paths and packages of reporters of one's own: those of `--format`, in its order. */
  readonly format?: string | readonly string[];
  /** Files, or `-`: the first one is for the first format, and so on. */
  readonly output?: string | readonly string[];
  /** What a page is called. */
  readonly title?: string;
  /** URL of a place in an editor, with `{path}` (absolute), `{line}` and `{column}`; empty: no such links. */
  readonly editor?: string;
  /** URL of a place in the repository, with `{path}` (root-relative), `{line}` and `{end}`; empty: no such links. */
  readonly repository?: string;
}

/** The same, checked, with lists as lists. */
export interface ReadReportSettings extends Omit<ReportSettings, "format" | "output"> {
  readonly format: readonly string[];
  readonly output: readonly string[];
}

const KEYS = ["format", "output", "title", "editor", "repository"] as const satisfies readonly (keyof ReportSettings)[];

function readWord(place: string, value: unknown): string {
  if (typeof value === "string" && value !== "" && !value.includes("\0")) return value;
  throw badValue(place, "a text that is not empty", value);
}

function readWords(place: string, value: unknown): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return [readWord(place, value)];
  return value.map((one, index) => readWord(`${place}[${index}]`, one));
}

/** A template that runs a script when it is clicked is a mistake at best. */
export const isTemplate = (text: string): boolean =>
  /^(?:[a-z][a-z0-9+.-]*:|$|[^:]*$)/i.test(text) && !/^\s*(?:javascript|data|vbscript):/i.test(text);

function readTemplate(place: string, value: unknown): string {
  if (typeof value === "string" && isTemplate(value)) return value;
  throw badValue(place, "the template of a URL", value);
}

function checkKeys(section: object): void {
  const strange = Object.keys(section).find((key) => !(KEYS as readonly string[]).includes(key));
  if (strange !== undefined)
    throw new TagwrightError("E_OPTION_UNKNOWN", `${JSON.stringify(`report.${strange}`)}${hint(strange, KEYS)}`);
}

/** Paths start from the file's folder, wherever the command runs; names of formats and packages stay. */
const placed = (word: string, file: string): string =>
  /^\.{1,2}[/\\]/.test(word) ? resolve(dirname(file), word) : word;

/**
 * Checks the section `report` of a configuration file.
 *
 * @param section what the file holds there
 * @param file its path
 * @throws TagwrightError `E_OPTION_UNKNOWN` for a key that is none, `E_OPTION_VALUE` for a bad value
 */
export function readReportSettings(section: unknown, file = ""): ReadReportSettings {
  if (section === undefined) return { format: [], output: [] };
  if (typeof section !== "object" || section === null || Array.isArray(section))
    throw badValue("report", "an object", section);
  checkKeys(section);
  const { format, output, title, editor, repository } = section as Readonly<Record<string, unknown>>;
  return {
    format: readWords("report.format", format).map((word) => placed(word, file)),
    output: readWords("report.output", output).map((word) => (word === "-" ? word : resolve(dirname(file), word))),
    ...(title === undefined ? {} : { title: readWord("report.title", title) }),
    ...(editor === undefined ? {} : { editor: readTemplate("report.editor", editor) }),
    ...(repository === undefined ? {} : { repository: readTemplate("report.repository", repository) }),
  };
}
