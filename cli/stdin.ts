import { constants } from "node:buffer";
import { fstatSync } from "node:fs";
import { addAbortSignal } from "node:stream";
import { reasonOf } from "../index.ts";
import { UsageError } from "./exit.ts";

const refuse = (message: string): never => {
  throw new UsageError(`cannot read standard input: ${message}`);
};

/** All bytes of standard input. Throws UsageError where it cannot be read or is larger than memory allows. */
export async function readStdin(signal: AbortSignal): Promise<Buffer> {
  // Node takes a folder for an empty stream.
  if (fstatSync(0).isDirectory()) refuse("it is a folder");
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of addAbortSignal(signal, process.stdin)) {
      parts.push(part as Buffer);
      size += (part as Buffer).length;
      if (size > constants.MAX_LENGTH) refuse(`more than ${constants.MAX_LENGTH} bytes; save it to a file`);
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof UsageError) throw error;
    refuse(reasonOf(error));
  }
  return Buffer.concat(parts, size);
}
