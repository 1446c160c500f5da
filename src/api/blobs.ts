/** The contents of many blobs from one process of git, one after the other: what is held is the largest of them, not their sum. */
import { constants } from "node:buffer";
import { Readable } from "node:stream";
import { TagwrightError } from "../model/error.ts";
import { gitError, startGit } from "./git.ts";

/** How many ids are written at a time. */
const BATCH = 1024;

/** Takes a stream's bytes in pieces as they are needed; what it does not need yet stays with whoever writes. */
class Intake {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);
  #room: Buffer = Buffer.alloc(0);

  constructor(stream: Readable) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  /** So many bytes, fewer at the end; valid until the next call. */
  async take(size: number): Promise<Buffer> {
    if (size <= this.#rest.length) return this.#cut(size);
    if (size > this.#room.length) this.#room = Buffer.allocUnsafe(size);
    const room = this.#room;
    let filled = 0;
    while (filled < size && (await this.#fill())) filled += this.#cut(size - filled).copy(room, filled);
    return room.subarray(0, filled);
  }

  /** Leaves bytes out. */
  async skip(size: number): Promise<void> {
    let left = size;
    while (left > 0 && (await this.#fill())) left -= this.#cut(left).length;
  }

  /** Up to a line feed, without it. */
  async line(): Promise<string> {
    let line = "";
    while (await this.#fill()) {
      const end = this.#rest.indexOf(10);
      line += this.#cut(end < 0 ? this.#rest.length : end).toString("latin1");
      if (end < 0) continue;
      this.#cut(1);
      break;
    }
    return line;
  }

  #cut(size: number): Buffer {
    const piece = this.#rest.subarray(0, size);
    this.#rest = this.#rest.subarray(size);
    return piece;
  }

  /** Whether there is something at hand; waits for it. */
  async #fill(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const { done, value } = await this.#chunks.next();
      if (done === true) return false;
      this.#rest = value;
    }
    return true;
  }
}

function* lines(ids: readonly string[]): Generator<string> {
  for (let at = 0; at < ids.length; at += BATCH) yield `${ids.slice(at, at + BATCH).join("\n")}\n`;
}

/** A process that writes blobs, and its end: an error if it failed. */
function start(root: string, ids: readonly string[]) {
  const process = startGit(root, ["cat-file", "--batch", "--buffer"]);
  let said = "";
  process.stderr.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(0, BATCH)));
  const ended = new Promise<TagwrightError | undefined>((resolve) => {
    process.on("error", (error) => resolve(gitError(root, "cat-file", said, error)));
    process.on("close", (code) =>
      resolve(code === 0 ? undefined : gitError(root, "cat-file", said, new Error(`git ended with ${code}`))),
    );
  });
  // One that ends early has said why.
  Readable.from(lines(ids)).pipe(process.stdin.on("error", () => {}));
  return { process, ended };
}

/** What a header says: `<id> blob <size>`; NaN for `<id> missing`, -1 if there is none. */
const sizeOf = (header: string): number => (header === "" ? -1 : Number(header.split(" ")[2]));

const lost = (id: string): TagwrightError => new TagwrightError("E_GIT", `object ${id} is missing; git fsck says more`);

/**
 * Reads blobs in their order. Git goes on while the caller works.
 *
 * @param root a folder of the repository
 * @param ids complete object ids
 * @param most bytes; what is larger is passed over. 0: no limit
 * @returns for each id its bytes, valid until the next is asked for; undefined for what is too large
 * @throws TagwrightError `E_GIT` if one is missing or cannot be read
 */
export async function* readBlobs(
  root: string,
  ids: readonly string[],
  most: number,
): AsyncGenerator<Buffer | undefined, void> {
  if (ids.length === 0) return;
  const limit = Math.min(most || Infinity, constants.MAX_LENGTH);
  const { process, ended } = start(root, ids);
  const intake = new Intake(process.stdout);
  try {
    for (const id of ids) {
      const size = sizeOf(await intake.line());
      const bytes = size <= limit ? await intake.take(size) : undefined;
      // Less than was said: it ended, and says why.
      if (size < 0 || (bytes !== undefined && bytes.length < size)) throw (await ended) ?? lost(id);
      if (Number.isNaN(size)) throw lost(id);
      yield bytes;
      await intake.skip(bytes === undefined ? size + 1 : 1);
    }
  } finally {
    process.kill();
  }
}
