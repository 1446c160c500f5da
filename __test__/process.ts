import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const home = fileURLToPath(new URL("..", import.meta.url));

/** How a program ended. */
export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
  readonly signal: string | null;
}

/** Runs a program of ours, as a module, in a process of its own; `env` is added to this one's, undefined takes away. */
export function runModule(source: string, env: Readonly<Record<string, string | undefined>> = {}): Ended {
  const args = ["--import=@oxc-node/core/register", "--input-type=module", "-e", source];
  const { stdout, stderr, status, signal } = spawnSync(process.execPath, args, {
    cwd: home,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return { stdout, stderr, status, signal };
}
