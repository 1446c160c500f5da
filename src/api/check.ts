import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { CheckResult } from "../model/finding.ts";
import type { Material } from "../findings/judge.ts";
import type { Policy } from "../model/rule.ts";
import type { ScanResult } from "../model/result.ts";
import type { TraceResult } from "../model/trace.ts";
import type { CompletePolicy } from "../options/policy.ts";
import type { ScanOptions } from "../options/types.ts";
import { TagwrightError } from "../model/error.ts";
import { pathToBuffer } from "../model/path.ts";
import { reasonOf } from "../model/reason.ts";
import { isInside } from "../options/paths.ts";
import { blameTags } from "./origins.ts";
import { trace } from "./trace.ts";

/** What `check` can be given besides a policy. */
export interface CheckExtras {
  /** Chains, if they have been made already, or with options of their own. Default: `trace(result)`. */
  readonly trace?: TraceResult;
  /** The bytes of a root-relative file, or undefined. Default: from the disk. */
  readonly read?: (path: string) => Uint8Array | undefined;
  /** The baseline's text, or undefined for none. Default: what the file that the policy names holds. */
  readonly baseline?: string | undefined;
}

/** Reads files below a root and no others. One that cannot be read is none. */
const readerOf =
  (root: string) =>
  (path: string): Uint8Array | undefined => {
    const full = join(root, path);
    if (!isInside(root, full)) return undefined;
    try {
      return readFileSync(pathToBuffer(full));
    } catch {
      return undefined;
    }
  };

/** The parts that no scan needs are loaded when a check begins. */
async function load() {
  const [{ builtIn }, { readPolicy }, { judge }, { readBaseline, writeBaseline }] = await Promise.all([
    import("../findings/rules.ts"),
    import("../options/policy.ts"),
    import("../findings/judge.ts"),
    import("../findings/baseline.ts"),
  ]);
  return { builtIn, readPolicy, judge, readBaseline, writeBaseline };
}

const isOn = ({ rules, paths }: CompletePolicy, id: string): boolean => {
  const { rule, severity } = rules.find((one) => one.rule.id === id)!;
  return (severity ?? rule.severity) !== "off" || paths.some((one) => (one.rules.get(id) ?? "off") !== "off");
};

const needsFiles = (policy: CompletePolicy): string | undefined =>
  policy.rules.find(({ rule }) => rule.needs?.includes("files") && isOn(policy, rule.id))?.rule.id;

/**
 * What a scan must be asked for so that `check` can be asked for a policy.
 *
 * @param policy as `check` takes it
 * @returns options to add to those of the scan
 * @throws TagwrightError as `check` rejects with
 */
export async function scanOptionsFor(policy: Policy = {}): Promise<ScanOptions> {
  const { readPolicy, builtIn } = await load();
  return needsFiles(await readPolicy(policy, builtIn)) === undefined ? {} : { hash: true };
}

function readText(root: string, path: string): string | undefined {
  try {
    return readFileSync(resolve(root, path), "utf8");
  } catch (error) {
    throw new TagwrightError("E_BASELINE", `${path}: ${reasonOf(error)}`, { cause: error });
  }
}

function makeMaterial(result: ScanResult, policy: CompletePolicy, extras: CheckExtras): Material {
  const { root, tags, diagnostics, files } = result;
  let traced = extras.trace;
  return {
    ...{
      root,
      tags,
      diagnostics,
      severities: result.severities ?? {},
      files: files ?? [],
      now: policy.now,
      minCoverage: policy.minCoverage,
    },
    get trace() {
      return (traced ??= trace(result));
    },
    read: extras.read ?? readerOf(root),
    blame: (wanted) => blameTags(root, wanted),
  };
}

/**
 * Judges what a scan found: runs rules, and says what remains once known findings are taken out.
 *
 * @param result of a scan, of all that is to be judged: an id whose parts lie elsewhere would seem incomplete
 * @param policy rules and their severities, what is left out, coverage that is asked for; see docs/guide/check.md
 * @returns findings in order of path and place, each once; what was kept back is counted. A rule that throws is a finding
 * @throws TagwrightError `E_OPTION_UNKNOWN`, `E_OPTION_VALUE`, `E_RULE_UNKNOWN` for the policy, `E_BASELINE` for a baseline
 *   that is missing, broken or of another version
 * @example
 * ```ts
 * import { check, scan } from "tagwright";
 *
 * const { failed, findings, counts } = await check(await scan("src"), { rules: { orphan: "off" }, minCoverage: { TEST: 80 } });
 * for (const { rule, location, message } of findings) console.log(`${location.path}:${location.line} ${message} (${rule})`);
 * console.log(failed, counts.error);
 * ```
 */
export async function check(result: ScanResult, policy: Policy = {}, extras: CheckExtras = {}): Promise<CheckResult> {
  const { builtIn, judge, readBaseline, readPolicy } = await load();
  const complete = await readPolicy(policy, builtIn);
  const unserved = result.files === undefined ? needsFiles(complete) : undefined;
  if (unserved !== undefined) {
    throw new TagwrightError(
      "E_OPTION_VALUE",
      `check.rules.${unserved}: needs the list of files: scan with hash: true`,
    );
  }
  const { baseline: path } = complete;
  const text = "baseline" in extras ? extras.baseline : path === undefined ? undefined : readText(result.root, path);
  const baseline = text === undefined ? undefined : readBaseline(path ?? "baseline", text);
  return judge({ ...complete, baseline }, makeMaterial(result, complete, extras));
}

/**
 * A baseline of findings as the text of a file: those that are known, so that only new ones count.
 *
 * @param result of a check that had no baseline
 * @returns JSON, one finding a line
 */
export async function makeBaseline({ findings }: Pick<CheckResult, "findings">): Promise<string> {
  const { writeBaseline } = await load();
  return [...writeBaseline(findings)].join("");
}
