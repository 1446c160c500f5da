/** What git knows of a folder. Only ever reads. */
import { execFile } from "node:child_process";
import { TagwrightError } from "../model/error.ts";
import { decodePath } from "../model/path.ts";

/** Settings that overrule those which change its output. */
export const gitSettings: readonly string[] = [
  ...["-c", "core.quotePath=false", "-c", "core.fsmonitor=false"],
  ...["--no-optional-locks", "--literal-pathspecs"],
];

/** What git said when it failed. */
export const gitError = (stderr: string, cause: Error): TagwrightError =>
  new TagwrightError("E_GIT", stderr.trim().split("\n")[0] || cause.message, { cause });

/** Runs git in a folder. Settings that change its output are overruled. `input`: what it reads. */
export const git = (cwd: string, args: readonly string[], input = ""): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const options = { cwd, encoding: "buffer", maxBuffer: 2 ** 30 } as const;
    const process = execFile("git", [...gitSettings, ...args], options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(gitError(stderr.toString("utf8"), error));
    });
    // One that ends early has said why.
    process.stdin?.on("error", () => {}).end(input);
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
