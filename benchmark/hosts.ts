import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { rolldown } from "rolldown";

import { root, work } from "./places.ts";
import type { Reply, Task } from "./task.ts";

/** Bundles the programs that must run under bare Node, once. Gives the folder they are in. */
let bundled: Promise<string> | undefined;
async function bundle(): Promise<string> {
  const input = Object.fromEntries(["host", "worker"].map((name) => [name, join(root, "benchmark", `${name}.ts`)]));
  const build = await rolldown({ input, platform: "node", logLevel: "warn" });
  const dir = work("host");
  await build.write({ dir, format: "esm" });
  await build.close();
  return dir;
}

export interface Host {
  ask(task: Task): Promise<Reply>;
  close(): void;
}

function answer(child: ChildProcess, task: Task): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const settle = (then: () => void) => {
      child.off("message", heard).off("exit", ended);
      then();
    };
    const ended = (code: number | null, signal: string | null) =>
      settle(() => reject(new Error(`host ended with ${code ?? signal} during ${JSON.stringify(task)}`)));
    const heard = (reply: Reply | { error: string }) =>
      settle(() => ("error" in reply ? reject(new Error(reply.error)) : resolve(reply)));
    child.on("message", heard).on("exit", ended).send(task);
  });
}

/** Starts a long-lived process, with the engine forced where it matters. */
export async function host(engine?: "native" | "fallback"): Promise<Host> {
  bundled ??= bundle();
  const env = { ...process.env, ...(engine ? { TAGWRIGHT_ENGINE: engine } : {}) };
  const child = fork(join(await bundled, "host.js"), { env, execArgv: ["--expose-gc"] });
  return { ask: (task) => answer(child, task), close: () => child.disconnect() };
}
