/** Python's own `tokenize`: one child process that is given paths and answers in lines of JSON. */
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import type { Answer, Oracle } from "./types.ts";

const script = fileURLToPath(new URL("tokens.py", import.meta.url));

/** The oracle for Python; `command` is the interpreter. Rejects if it does not start. */
export async function python(command = "python3"): Promise<Oracle> {
  const child = spawn(command, ["-I", script], { stdio: ["pipe", "pipe", "inherit"] });
  const failed = new Promise<never>((_resolve, reject) => child.once("error", reject));
  failed.catch(() => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const line = await Promise.race([lines.next(), failed]);
    if (line.done) throw new Error(`${command} has ended`);
    return JSON.parse(line.value);
  };
  const name = `tokenize of Python ${await next()}`;
  const ask = async (path: string): Promise<Answer> => {
    child.stdin.write(`${JSON.stringify(resolve(path))}\n`);
    const { comments, broken } = await next();
    return broken === null ? { comments } : { comments, broken };
  };
  return { name, ask, close: () => void child.stdin.end() };
}
