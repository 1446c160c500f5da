/** Builds the trees and contents that conformance/ describes as data; see conformance/README.md. */
import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Some bytes: as text, in hexadecimal, or put together from parts; `times` repeats them. */
export interface Content {
  readonly text?: string;
  readonly hex?: string;
  readonly parts?: readonly Content[];
  readonly times?: number;
}

/** What stands under one name of a tree. `true` is a file with one tag, `null` an empty folder, a string a file's text. */
export type Entry =
  | true
  | null
  | string
  | { readonly hex: string }
  | { readonly size: number }
  | { readonly symlink: string }
  | { readonly fifo: true }
  | { readonly socket: true };

export type Files = Readonly<Record<string, Entry>>;

/** What `true` stands for in a tree. */
export const TAGGED = "@TAG[SPEC:x]\n";

export function bytes(content: Content): Buffer {
  const once = content.parts
    ? Buffer.concat(content.parts.map(bytes))
    : content.hex === undefined
      ? Buffer.from(content.text ?? "")
      : Buffer.from(content.hex, "hex");
  return repeat(once, content.times ?? 1);
}

function repeat(once: Buffer, times: number): Buffer {
  return times === 1 ? once : Buffer.alloc(once.length * times, once);
}

/** An expected text: a string, or parts as in a content. */
export const text = (value: string | readonly Content[]): string =>
  typeof value === "string" ? value : bytes({ parts: value }).toString();

/** A path of a tree as bytes: `hex:` before its bytes where it is not UTF-8. */
export const pathBytes = (path: string): Buffer =>
  path.startsWith("hex:") ? Buffer.from(path.slice(4), "hex") : Buffer.from(path);

/** The reverse of pathBytes. */
export function pathText(path: Buffer): string {
  const text = path.toString();
  return Buffer.from(text).equals(path) ? text : `hex:${path.toString("hex")}`;
}

/** A fresh empty folder, its real path. */
export const temporary = (): string => realpathSync(mkdtempSync(join(tmpdir(), "tagwright-")));

/** Runs `body` in a fresh folder that is removed afterwards, whatever happens. */
export async function inTemporary<T>(body: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = temporary();
  try {
    return await body(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes the files of a tree below a folder. */
export function plant(folder: string, files: Files): void {
  for (const [path, entry] of Object.entries(files))
    put(Buffer.concat([Buffer.from(`${folder}/`), pathBytes(path)]), entry);
}

function put(at: Buffer, entry: Entry): void {
  if (entry === null) return void mkdirSync(at, { recursive: true });
  mkdirSync(at.subarray(0, at.lastIndexOf("/")), { recursive: true });
  if (entry === true) return writeFileSync(at, TAGGED);
  if (typeof entry === "string") return writeFileSync(at, entry);
  if ("hex" in entry) return writeFileSync(at, Buffer.from(entry.hex, "hex"));
  if ("symlink" in entry) return symlinkSync(entry.symlink, at);
  if ("size" in entry) return sized(at, entry.size);
  special(at.toString(), "fifo" in entry);
}

function sized(at: Buffer, size: number): void {
  writeFileSync(at, TAGGED.slice(0, size));
  truncateSync(at, size);
  if (size > TAGGED.length) writeFileSync(at, TAGGED.padEnd(size, "x"));
}

const LISTEN = "const s=require('net').createServer().listen(process.argv[1],()=>process.kill(process.pid,'SIGKILL'))";

function special(at: string, fifo: boolean): void {
  if (fifo) return void execFileSync("mkfifo", [at]);
  try {
    // A killed listener leaves its socket behind.
    execFileSync(process.execPath, ["-e", LISTEN, at], { stdio: "ignore" });
  } catch (error) {
    if ((error as { signal?: string }).signal !== "SIGKILL") throw error;
  }
}

/** The kinds of trees this system can hold; a case that `needs` another kind is passed over. */
export function canHold(need: string): boolean {
  const posix = process.platform !== "win32";
  // Other systems' file systems refuse names that are not UTF-8, or change them.
  return need === "bytes" ? process.platform === "linux" : posix;
}

/** Every case of a folder of conformance/, with the file it stands in. */
export function cases<T>(folder: string): { file: string; item: T }[] {
  const base = new URL(`../../conformance/${folder}/`, import.meta.url);
  const files = readdirSync(base)
    .filter((file) => file.endsWith(".json"))
    .sort();
  return files.flatMap((file) =>
    (JSON.parse(readFileSync(new URL(file, base), "utf8")) as T[]).map((item) => ({ file: `${folder}/${file}`, item })),
  );
}
