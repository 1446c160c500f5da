/** The pages whose blocks are run. */
import { readdirSync } from "node:fs";

const home = new URL("../../", import.meta.url);

const pagesOf = (folder: string): string[] =>
  readdirSync(new URL(folder, home))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `${folder}/${name}`);

export const paths = [
  "README.md",
  ...pagesOf("docs/guide"),
  ...pagesOf("docs/extend"),
  "docs/reference/config.md",
  "docs/reference/patterns.md",
];
