/** What tells the results of one request from those of another. */
import type * as Crypto from "node:crypto";
import type { Request } from "../engine/contract.ts";
import { revision, tables } from "../generated/revision.ts";
import { version } from "../generated/version.ts";

/** Loaded only here: most scans have no cache. */
const crypto = (): typeof Crypto => process.getBuiltinModule("node:crypto");

/** SHA-256 of a text or bytes, as 64 hexadecimal digits. */
export const sha256 = (content: string | Uint8Array): string => crypto().hash("sha256", content, "hex");

/** A value with its keys in order, whoever made it. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

// @CODE:CACHE-001
/**
 * Of all that affects what is found in a file: detectors as an engine gets them, in their order, languages that were said, context, raw, and the
 * version of the engine and its tables. What only affects which files are met, or how fast, is no part of it.
 *
 * @returns 64 hexadecimal digits: SHA-256 over JSON with sorted keys
 */
export function fingerprintOf({
  detectors,
  languages,
  context,
  raw,
}: Pick<Request, "detectors" | "languages" | "context" | "raw">): string {
  return sha256(JSON.stringify(sorted({ version, revision, tables, detectors, languages, context, raw })));
}
