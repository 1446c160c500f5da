import { sectioned } from "./custom.ts";

/** A table for each tag; every row ends with `end`. */
export const tables = (end: string): ReturnType<typeof sectioned> =>
  sectioned({
    transformComment: (file, line, text, _tag, ref) => [
      `| [${file}](${file}#L${line}) | ${line} | ${ref ? `@${ref} ${text}` : text}${end}`,
    ],
    transformHeader: (tag) => [
      `### ${tag}s`,
      `| Filename | line # | ${tag}${end}`,
      `|:------|:------:|:------${end.trim()}`,
    ],
  });

/** Markdown. */
export const reporter = tables(" |");
