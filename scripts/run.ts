import { spawn, type SpawnOptions } from "node:child_process";

/** Runs a command with its output shown; rejects if it fails. */
export async function run(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<void> {
  const code = await new Promise<number | null>((resolve, reject) => {
    spawn(command, [...args], { stdio: "inherit", shell: process.platform === "win32", ...options })
      .on("error", reject)
      .on("close", resolve);
  });
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}`);
}
