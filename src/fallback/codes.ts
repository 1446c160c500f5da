import { diagnostics } from "../generated/errors.ts";

/** A code of a diagnostic. */
export type CodeName = (typeof diagnostics)[number]["code"];

const indices = new Map<CodeName, number>(diagnostics.map(({ code }, index) => [code, index]));

/** A code's place in data/errors.json, which is what the columns hold. */
export const codeOf = (name: CodeName): number => indices.get(name)!;
