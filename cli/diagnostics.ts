/** Diagnostics as compilers print them, so that editors and terminals find the place. */
import type { Diagnostic, ScanResult } from "../index.ts";
import type { Color, Paint } from "./color.ts";
import { visible } from "./escape.ts";
import { pathShower } from "./place.ts";

const colors: Readonly<Record<Diagnostic["severity"], Color>> = { error: "red", warning: "yellow", info: "cyan" };

function showOne({ severity, message, code, line, column }: Diagnostic, path: string, paint: Paint): string {
  const place = line === 0 ? path : `${path}:${line}:${column}`;
  return `${paint("bold", place)}: ${paint(colors[severity], severity)}: ${visible(message)} (${code})\n`;
}

/**
 * Lines for stderr. What to do about a code is said once, after its first diagnostic.
 *
 * @param verbose also those of severity `info`
 */
export function* showDiagnostics(
  { root, diagnostics }: Pick<ScanResult, "root" | "diagnostics">,
  paint: Paint,
  verbose: boolean,
): Iterable<string> {
  const show = pathShower(root);
  const helped = new Set<string>();
  for (const one of diagnostics) {
    if (one.severity === "info" && !verbose) continue;
    yield showOne(one, show(one.path), paint);
    if (!helped.has(one.code)) yield paint("dim", `  help: ${one.help}`) + "\n";
    helped.add(one.code);
  }
}

/** Whether something that was asked for could not be read. */
export const hasErrors = ({ diagnostics }: Pick<ScanResult, "diagnostics">): boolean =>
  diagnostics.some(({ severity }) => severity === "error");
