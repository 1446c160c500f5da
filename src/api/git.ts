/** What git knows of a folder. Only ever reads. */
import { execFile, spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { TagwrightError } from "../model/error.ts";
import { decodePath } from "../model/path.ts";

/** Settings that overrule those which change its output. */
const settings: readonly string[] = [
  ...["-c", "core.quotePath=false", "-c", "core.fsmonitor=false"],
  ...["--no-optional-locks", "--literal-pathspecs"],
];

/** Its words do not depend on the user's language. */
const environment = (): NodeJS.ProcessEnv => ({ ...process.env, LC_ALL: "C" });

/** Errors that only say that git knows nothing of a folder. */
const unknowing = new WeakSet<object>();

/** Whether git failed because there is none, or no repository: then nothing is saved in one. */
export const isUnknowing = (error: unknown): boolean => unknowing.has(error as object);

const OUTSIDE = /not a git repository/i;

/** What a user can do about what git says, by its words. */
const known: readonly (readonly [words: RegExp, say: (cwd: string) => string])[] = [
  [OUTSIDE, (cwd) => `${cwd} lies in no git repository; run it in one, or set root to a folder of one`],
  [/must be run in a work tree/i, (cwd) => `${cwd} is a repository without a work tree; run it in a clone of it`],
  [
    /dubious ownership/i,
    (cwd) => `git does not trust the owner of ${cwd}; allow it with git config --global --add safe.directory <folder>`,
  ],
];

/** Why it did not even start: a folder that is missing is told as a missing program. */
const notStarted = (cwd: string, cause: NodeJS.ErrnoException): string | undefined => {
  if (cause.code !== "ENOENT" && cause.code !== "ENOTDIR") return undefined;
  return existsSync(cwd) && statSync(cwd).isDirectory()
    ? "there is no git; install it, or add its folder to PATH"
    : `${cwd} is no folder; check the spelling of root and cwd`;
};

/** An error of git, in words that say where and, if that is known, what to do. */
export function gitError(cwd: string, verb: string, stderr: string, cause: Error): TagwrightError {
  const told = notStarted(cwd, cause) ?? known.find(([words]) => words.test(stderr))?.[1](cwd);
  // Where git itself did not fail, Node says what did.
  const said = typeof (cause as NodeJS.ErrnoException).code === "string" ? cause.message : stderr.trim();
  const first = said.split("\n")[0]!.replace(/^(fatal|error): /, "");
  const error = new TagwrightError("E_GIT", told ?? `git ${verb} failed in ${cwd}${first && `: ${first}`}`, { cause });
  if (OUTSIDE.test(stderr) || (cause as NodeJS.ErrnoException).code === "ENOENT") unknowing.add(error);
  return error;
}

/** Starts git in a folder. Settings that change its output are overruled. */
export const startGit = (cwd: string, args: readonly string[]): ChildProcessWithoutNullStreams =>
  spawn("git", [...settings, ...args], { cwd, env: environment() });

/** Runs git in a folder. Settings that change its output are overruled. `input`: what it reads. */
export const git = (cwd: string, args: readonly string[], input = ""): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const options = { cwd, env: environment(), encoding: "buffer", maxBuffer: 2 ** 30 } as const;
    const child = execFile("git", [...settings, ...args], options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(gitError(cwd, args[0]!, stderr.toString("utf8"), error));
    });
    // One that ends early has said why.
    child.stdin?.on("error", () => {}).end(input);
  });

/** NUL-separated names. */
export function splitNames(bytes: Buffer): string[] {
  const out: string[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(0, start);
    out.push(decodePath(bytes.subarray(start, end < 0 ? bytes.length : end)));
    start = end < 0 ? bytes.length : end + 1;
  }
  return out;
}
