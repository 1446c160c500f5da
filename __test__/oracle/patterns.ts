/**
 * What the patterns of conformance/ translate to. `node --import @oxc-node/core/register __test__/oracle/patterns.ts` writes
 * conformance/patterns.json, which lets Rust run the cases without TypeScript.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compilePattern } from "../../src/options/pattern.ts";
import { cases } from "./tree.ts";

interface WithPatterns {
  readonly options?: { readonly patterns?: Readonly<Record<string, string | { readonly pattern: string }>> };
}

const sources = (): string[] =>
  ["match", "read"]
    .flatMap((folder) => cases<WithPatterns>(folder))
    .flatMap(({ item }) => Object.values(item.options?.patterns ?? {}))
    .map((pattern) => (typeof pattern === "string" ? pattern : pattern.pattern));

function translate(source: string): object {
  const { pattern, candidate, literals, fields } = compilePattern("x", source);
  return { pattern, candidate, literals, fields };
}

/** Source to translation, sorted by source. */
export const translated = (): Record<string, object> =>
  Object.fromEntries([...new Set(sources())].sort().map((source) => [source, translate(source)]));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(
    new URL("../../conformance/patterns.json", import.meta.url),
    `${JSON.stringify(translated(), null, 1)}\n`,
  );
}
