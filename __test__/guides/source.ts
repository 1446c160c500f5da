/** In a clone the package goes by its own name only where it is built: what is run gets the source. */
import { fileURLToPath } from "node:url";

const source = (name: string): string => JSON.stringify(fileURLToPath(new URL(`../../${name}`, import.meta.url)));

/** A module with its imports of tagwright led to the source. What is required stays as it is. */
export const sourced = (text: string, language: string): string =>
  language !== "ts"
    ? text
    : text
        .replaceAll('from "tagwright"', `from ${source("index.ts")}`)
        .replaceAll('from "tagwright/leasot"', `from ${source("leasot.ts")}`);
