/** Queries of the Dataview plugin. */
import { kinds, slug } from "./kinds.ts";

const block = (query: string): string => `\`\`\`dataview\n${query}\n\`\`\`\n`;
const FROM = `FROM ${Object.values(kinds)
  .map(({ folder }) => `"${folder}"`)
  .join(" OR ")}`;

/** Every note of an id. */
export const related = (id: string): string =>
  block(
    `TABLE type, status\nFROM ${Object.values(kinds)
      .map(({ tag }) => `#${tag}/${slug(id)}`)
      .join(" OR ")}\nSORT type ASC`,
  );

/** Notes in a state. */
export const withStatus = (status: "active" | "pending" | "completed"): string =>
  block(`TABLE type, tagged\n${FROM}\nWHERE status = "${status}"\nSORT file.name ASC`);

/** How many there are of each. */
export const summaryBy = (key: "type" | "tagged" | "status"): string =>
  block(`TABLE length(rows) AS Notes\n${FROM}\nGROUP BY ${key}`);
