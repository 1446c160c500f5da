/** Notes in a section for each tag, whose lines a caller may make. */
import { EOL } from "node:os";
import type { ReporterConfig, TodoComment } from "../types.ts";

type Complete = Required<Pick<ReporterConfig, "newLine" | "padding" | "transformComment" | "transformHeader">>;

/** What a caller gives wins over a reporter's own, where it is not undefined; what it inherits counts, too. */
function complete(given: ReporterConfig, own: Partial<Complete>): Complete {
  const all: Record<string, unknown> = { newLine: EOL, padding: 2, ...own };
  for (const key in given) {
    const value = given[key as keyof ReporterConfig];
    if (value !== undefined) all[key] = value;
  }
  for (const name of ["transformHeader", "transformComment"]) {
    if (typeof all[name] !== "function") throw new TypeError(`${name} must be a function`);
  }
  return all as unknown as Complete;
}

type Sections = Record<string, string[]>;

/** Lines by tag. Without any note there is an empty section, whose header is still shown. */
function sectionsOf(items: TodoComment[], { transformComment }: Complete): Sections {
  if (items.length === 0) return { TODO: [] };
  const sections: Sections = {};
  for (const { file, line, text, tag, ref } of items) {
    (sections[tag] ??= []).push(...[transformComment(file, line, text, tag, ref)].flat());
  }
  return sections;
}

/** Makes a reporter of this kind. */
export function sectioned(own: Partial<Complete>): (items: TodoComment[], config: ReporterConfig) => string {
  return (items, config) => {
    const settings = complete(config, own);
    const { newLine, padding, transformHeader } = settings;
    const gap = (): string => Array(Math.max(0, padding) + 1).join(newLine);
    const blocks = Object.entries(sectionsOf(items, settings)).map(([tag, lines]) =>
      [...[transformHeader(tag)].flat(), ...lines].filter(Boolean).join(newLine),
    );
    return blocks.reduce((text, block) => (text === "" ? block : text + gap() + block), "");
  };
}

/** A line for each value, unless told otherwise. */
export const reporter = sectioned({
  transformComment: (file, line, text, _tag, ref) => [`file: ${file}`, `line: ${line}`, `text: ${text}`, `ref:${ref}`],
  transformHeader: (tag) => [`tag: ${tag}`],
});
