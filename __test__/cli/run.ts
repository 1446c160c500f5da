/** Runs the real command line in child processes, on real trees. */
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { threadId } from "node:worker_threads";
import type { ExecutionContext } from "ava";
import { bundle, commandLine } from "../../scripts/bundle.ts";

const out = fileURLToPath(new URL("../../target", import.meta.url));
const name = `cli-${process.pid}-${threadId}`;

// As published. It lies one folder below the package's, so that it finds the native binary.
await bundle({ ...commandLine, entry: { [name]: "cli/index.ts" }, out });
process.once("exit", () => {
  // The bundle, and the parts that it loads when they are needed.
  for (const file of readdirSync(out))
    if (file.startsWith(`${name}.`) || file.startsWith(`${name}-`)) rmSync(join(out, file));
});

/** The node command line that runs tagwright. */
export const program: readonly string[] = [process.execPath, join(out, `${name}.cjs`)];

export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Place {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string | Uint8Array;
}

const MATTERS = /^(TAGWRIGHT_|NO_COLOR$|FORCE_COLOR$|NODE_OPTIONS$)/;

/** The environment without what would change the outcome; the engine that the suite runs on stays. */
export function cleanEnvironment(env: Place["env"] = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !MATTERS.test(name) || name === "TAGWRIGHT_ENGINE");
  const all = Object.entries({ ...Object.fromEntries(kept), TERM: "xterm", ...env });
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}

/** Starts a program and leaves it to the test; it dies with the test at the latest. */
export function start(
  t: ExecutionContext,
  command: readonly string[],
  { cwd, env }: Place = {},
): ChildProcessWithoutNullStreams {
  const child = spawn(command[0]!, command.slice(1), { cwd: cwd ?? tmpdir(), env: cleanEnvironment(env) });
  t.teardown(() => child.kill("SIGKILL"));
  // A program that ends before it has read all of its input is no fault of the test.
  child.stdin.on("error", () => {});
  return child;
}

/** Waits for the end. */
export function finish(child: ChildProcessWithoutNullStreams): Promise<Ran> {
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => (stdout += part));
  child.stderr.setEncoding("utf8").on("data", (part: string) => (stderr += part));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

/** Processes at a time: more only get into each other's way. */
const SLOTS = 3;
let free = SLOTS;
const waiting: (() => void)[] = [];

async function inSlot<T>(work: () => Promise<T>): Promise<T> {
  if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
  else free--;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) free++;
    else next();
  }
}

/** Runs a program to its end. */
export const run = (t: ExecutionContext, command: readonly string[], place: Place = {}): Promise<Ran> =>
  inSlot(() => {
    const child = start(t, command, place);
    child.stdin.end(place.input ?? "");
    return finish(child);
  });

/** Runs tagwright to its end. */
export const tagwright = (t: ExecutionContext, args: readonly string[], place: Place = {}): Promise<Ran> =>
  run(t, [...program, ...args], place);

/** A folder with files, removed after the test. */
export function tree(t: ExecutionContext, files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "tagwright-cli-")));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** Lines without the last, empty one. */
export const linesOf = (text: string): string[] => text.split("\n").slice(0, -1);
