import type { Format } from "./format.ts";

/** One JSON object a line, and nothing else. */
export const ndjson: Format = {
  *body({ tags }) {
    for (const tag of tags) yield `${JSON.stringify(tag)}\n`;
  },
};
