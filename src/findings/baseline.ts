/** The baseline: findings that are known. */
import type { Findings } from "../model/finding.ts";
import { TagwrightError } from "../model/error.ts";

/** Of the file's form. */
const VERSION = 1;
const NEW = "write it anew with --update-baseline";

/** Known findings. */
export interface Baseline {
  readonly fingerprints: ReadonlySet<string>;
}

const failure = (path: string, what: string): TagwrightError => new TagwrightError("E_BASELINE", `${path}: ${what}`);

function parse(path: string, text: string): Readonly<Record<string, unknown>> {
  try {
    const found = JSON.parse(text.replace(/^\uFEFF/, "")) as unknown;
    if (typeof found === "object" && found !== null && !Array.isArray(found)) return found as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw failure(path, `expected a JSON object; ${NEW}`);
}

function readOne(path: string, entry: unknown, index: number): string {
  const { fingerprint } = (entry ?? {}) as { fingerprint?: unknown };
  if (typeof fingerprint === "string") return fingerprint;
  throw failure(path, `findings[${index}].fingerprint: expected a text; ${NEW}`);
}

// @CODE:CHECK-002
/**
 * Reads a baseline.
 *
 * @param path for messages
 * @throws TagwrightError `E_BASELINE` for one that is broken, or of another version
 */
export function readBaseline(path: string, text: string): Baseline {
  const { version, findings } = parse(path, text);
  if (version !== VERSION) {
    throw failure(
      path,
      `it has version ${JSON.stringify(version) ?? "none"}, and this tagwright reads ${VERSION}; ${NEW}`,
    );
  }
  if (!Array.isArray(findings)) throw failure(path, `findings: expected a list; ${NEW}`);
  return { fingerprints: new Set(findings.map((entry, index) => readOne(path, entry, index))) };
}

/** A baseline as text, one finding a line and in order of the findings, so that changes to it can be read and merged. */
export function* writeBaseline(findings: Findings): Iterable<string> {
  let before = `{"version":${VERSION},"findings":[\n`;
  for (const { rule, location, fingerprint } of findings) {
    yield before + JSON.stringify({ rule, path: location.path, fingerprint });
    before = ",\n";
  }
  yield before === ",\n" ? "\n]}\n" : `${before}]}\n`;
}
