/** git itself as the oracle for ignore rules. */
import { execFileSync } from "node:child_process";

const environment = (folder: string) => ({
  PATH: process.env["PATH"],
  HOME: folder,
  XDG_CONFIG_HOME: folder,
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CEILING_DIRECTORIES: folder,
});

/** Whether git is there to be asked. */
export function hasGit(): boolean {
  try {
    execFileSync("git", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function git(folder: string, args: readonly string[]): Buffer {
  return execFileSync("git", ["-C", folder, ...args], { env: environment(folder), maxBuffer: 1 << 28 });
}

/** Makes a folder a repository without touching a configuration. */
export const initialise = (folder: string): void => void git(folder, ["init", "--quiet", "--template="]);

/** The files below a repository's folder that git does not ignore, as bytes, sorted. */
export function unignored(folder: string): Buffer[] {
  const listed = git(folder, ["ls-files", "--others", "--exclude-standard", "-z"]);
  const paths: Buffer[] = [];
  for (let at = 0; at < listed.length;) {
    const end = listed.indexOf(0, at);
    paths.push(listed.subarray(at, end));
    at = end + 1;
  }
  return paths.sort(Buffer.compare);
}
