/** Trees for tests of findings. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ExecutionContext } from "ava";
import {
  check,
  readItems,
  scan,
  trace,
  type CheckExtras,
  type CheckResult,
  type Finding,
  type Policy,
  type ScanOptions,
} from "../../index.ts";

/** Plants files in a folder. */
export function plant(root: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
}

/** A folder with files, removed after the test. */
export function tree(t: ExecutionContext, files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "tagwright-check-")));
  t.teardown(() => rmSync(root, { recursive: true, force: true }));
  plant(root, files);
  return root;
}

/** Runs git in a folder, as Ann. */
export function git(root: string, args: readonly string[], date = "2020-01-31"): string {
  const who = {
    GIT_AUTHOR_NAME: "Ann",
    GIT_AUTHOR_EMAIL: "ann@example.org",
    GIT_COMMITTER_NAME: "Ann",
    GIT_COMMITTER_EMAIL: "ann@example.org",
  };
  const when = { GIT_AUTHOR_DATE: `${date}T12:00:00Z`, GIT_COMMITTER_DATE: `${date}T12:00:00Z` };
  const env = { ...process.env, ...who, ...when, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
  const { status, stdout, stderr } = spawnSync("git", args, { cwd: root, env, encoding: "utf8" });
  if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
  return stdout;
}

/** Commits all there is. */
export function commit(root: string, date?: string): void {
  git(root, ["init", "--quiet"]);
  git(root, ["add", "--all"]);
  git(root, ["commit", "--quiet", "--message=all"], date);
}

/** Scans and checks. */
export async function judge(
  root: string,
  policy: Policy = {},
  more: { scan?: ScanOptions; extras?: CheckExtras } = {},
): Promise<CheckResult> {
  const result = await scan(root, { root, hash: true, ...more.scan });
  if (!more.scan?.dialects?.includes("oft")) return check(result, policy, more.extras);
  const items = await readItems(root, { root, ...more.scan });
  return check(result, policy, { trace: trace(result, { items }), ...more.extras });
}

/** `path:line: message`. */
export const told = ({ location: { path, line }, message }: Finding): string => `${path}:${line}: ${message}`;

/** The same with the rule before it. */
export const ruled = (finding: Finding): string => `${finding.rule} ${finding.location.path}:${finding.location.line}`;
