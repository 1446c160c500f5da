/** Starts processes that scan with a cache. */
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";
import { threadId } from "node:worker_threads";
import { bundle } from "../../scripts/bundle.ts";
import type { Said, Work } from "./child.ts";

const out = fileURLToPath(new URL("../../target", import.meta.url));
const name = `cache-${process.pid}-${threadId}`;

// In one file, or each start would cost a third of a second. It finds the native binary one folder above.
await bundle({ entry: { [name]: "__test__/cache/child.ts" }, format: "esm", extension: "js", out });
process.once("exit", () => {
  for (const file of readdirSync(out)) if (file.startsWith(name)) rmSync(join(out, file));
});

const command = (work: Work): string[] => [process.execPath, join(out, `${name}.js`), JSON.stringify(work)];

/** A process that waits to be let go. */
export class Child {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: Interface;
  readonly #said: unknown[] = [];
  readonly #ended: Promise<unknown>;
  #stderr = "";

  constructor(work: Work) {
    const [program, ...args] = command(work);
    this.#process = spawn(program!, args);
    this.#process.stdin.on("error", () => {});
    this.#process.stderr.on("data", (chunk: Buffer) => (this.#stderr += chunk.toString()));
    this.#lines = createInterface(this.#process.stdout);
    this.#lines.on("line", (line) => this.#said.push(JSON.parse(line)));
    this.#ended = Promise.all([once(this.#process, "exit"), once(this.#lines, "close")]);
  }

  /** Once it waits. */
  ready(): Promise<void> {
    return this.#until(1);
  }

  /** Once it said so many things after it was ready. */
  said(count: number): Promise<void> {
    return this.#until(count + 1);
  }

  async #until(lines: number): Promise<void> {
    while (this.#said.length < lines) {
      const line = once(this.#lines, "line").then(() => true);
      const goesOn = await Promise.race([line, this.#ended.then(() => false)]);
      if (!goesOn && this.#said.length < lines) throw new Error(`it ended too soon: ${this.#stderr}`);
    }
  }

  go(): void {
    this.#process.stdin.write("x");
  }

  /** Kills it; gives all that it said after it was ready. */
  async kill(): Promise<unknown[]> {
    this.#process.kill("SIGKILL");
    return this.end();
  }

  /** Waits for its end. */
  async end(): Promise<unknown[]> {
    await this.#ended;
    const { exitCode, signalCode } = this.#process;
    if (exitCode !== 0 && signalCode !== "SIGKILL") throw new Error(`${exitCode} ${signalCode}: ${this.#stderr}`);
    return this.#said.slice(1);
  }
}

/** Scans once in a process of its own. `under`: a command that runs it, and its arguments. */
export function scanAlone(options: Work["options"], under: readonly string[] = []): Said & { warnings: number } {
  const [program, ...args] = [...under, ...command({ mode: "once", options })];
  const { status, signal, stdout, stderr } = spawnSync(program!, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${status} ${signal}: ${stderr}`);
  return { ...(JSON.parse(stdout) as Said), warnings: stderr.split("TagwrightWarning").length - 1 };
}
