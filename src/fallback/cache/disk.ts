/** A store's files: read whole, written whole under another name, then renamed. The Rust twin is crates/engine/src/cache/disk.rs. */
import type { CacheSpec } from "../../engine/contract.ts";
import type { Header, Kind } from "./format.ts";
import type { Records } from "./records.ts";
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync } from "node:fs";
import { renameSync, statSync, unlinkSync, writeSync } from "node:fs";
import { failureOf, isSystemError, SpecialError } from "../file.ts";
import { base, toBytes, toSystem } from "../path.ts";
import { HEADER, readHeader, readRecords, writeHeader, writeRecord } from "./format.ts";
import { PATCHED, Records as List } from "./records.ts";
import { merge } from "./merge.ts";
import { random, randomHex } from "./system.ts";
import { Writer } from "./var.ts";

/** A temporary file older than this is nobody's. Milliseconds. */
const LITTER = 60_000;
/** Records between two pauses. */
const PAUSE = 1024;

const SUFFIX = { base: ".twc", patch: ".twp" } as const;

type Code = "E_CACHE_CORRUPT" | "E_CACHE_READ" | "E_CACHE_WRITE" | "E_CACHE_LOCKED";

/** Something that is wrong with the files. */
export interface Notice {
  readonly code: Code;
  readonly detail: string;
}

/** What is on disk. */
export interface Loaded {
  readonly records: Records;
  /** Of the base; undefined if there is none that can be added to. */
  readonly base: { readonly id: bigint; readonly count: number } | undefined;
  /** Milliseconds since 1970 of the last scan; 0: none. */
  readonly scanned: number;
  /** Bytes that were read. */
  readonly read: number;
  readonly notices: readonly Notice[];
}

/** What changes when a file is replaced. */
const identity = (path: string): string => {
  try {
    const { ino, size, mtimeNs } = statSync(toSystem(path), { bigint: true });
    return `${ino}.${size}.${mtimeNs}`;
  } catch (error) {
    if (isSystemError(error)) return "";
    throw error;
  }
};

function namesIn(folder: string): string[] {
  try {
    return readdirSync(toSystem(folder), { encoding: "buffer" }).map((name) => name.toString("latin1"));
  } catch (error) {
    if (isSystemError(error)) return [];
    throw error;
  }
}

function removeOld(path: string): void {
  try {
    if (Date.now() - statSync(toSystem(path)).mtimeMs > LITTER) unlinkSync(toSystem(path));
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

const text = (path: string): string => Buffer.from(path, "latin1").toString("utf8");

/** What the system said of a path. */
export function notice(code: Code, path: string, error: unknown): Notice {
  if (error instanceof SpecialError) return { code, detail: `${text(path)}: ${error.message}` };
  return { code, detail: `${text(path)}: ${failureOf(error, false).detail || (error as NodeJS.ErrnoException).code}` };
}

/** The files of one store. */
export class Disk {
  /** As bytes, without what follows the name. */
  readonly path: string;
  readonly #fingerprint: Buffer;
  /** What was worked on last: where an error of the system comes from. */
  at: string;
  /** What the files were when they were read or written last. */
  #seen = "";

  constructor({ file, fingerprint }: CacheSpec) {
    this.path = this.at = toBytes(file);
    this.#fingerprint = Buffer.from(fingerprint, "hex");
  }

  get folder(): string {
    return this.path.slice(0, this.path.lastIndexOf("/")) || "/";
  }

  get lock(): string {
    return `${this.path}.lock`;
  }

  /** Whether somebody else wrote since this did, or read. */
  get isChanged(): boolean {
    return this.#identity() !== this.#seen;
  }

  /** Bytes on disk. */
  get bytes(): number {
    const sizes = [identity(this.path + SUFFIX.base), identity(this.path + SUFFIX.patch)];
    return sizes.reduce((sum, words) => sum + Number(words.split(".")[1] ?? 0), 0);
  }

  /** Reads what there is. Never throws what the system says. */
  load(): Loaded {
    this.#seen = this.#identity();
    const notices: Notice[] = [];
    const base = this.#read("base", notices);
    if (base?.header === undefined) {
      return { records: new List(), base: undefined, scanned: 0, read: base?.bytes ?? 0, notices };
    }
    const patch = this.#read("patch", notices);
    const read = base.bytes + (patch?.bytes ?? 0);
    const extra = patch?.header !== undefined && patch.header.id === base.header.id ? patch : undefined;
    return {
      records: extra === undefined ? base.records : merge(base.records, extra.records, PATCHED),
      base: notices.length === 0 ? { id: base.header.id, count: base.header.count } : undefined,
      scanned: Math.max(base.header.scanned, extra?.header?.scanned ?? 0),
      read,
      notices,
    };
  }

  /** Makes the folder. */
  prepare(): void {
    this.at = this.folder;
    mkdirSync(toSystem(this.folder), { recursive: true, mode: 0o700 });
    this.at = this.lock;
  }

  /** Removes what those who were killed left, where that can be removed; only under the lock. */
  sweep(): void {
    const start = Object.values(SUFFIX).map((suffix) => `${base(this.path)}${suffix}.`);
    for (const name of namesIn(this.folder)) {
      if (name.endsWith(".tmp") && start.some((one) => name.startsWith(one))) removeOld(`${this.folder}/${name}`);
    }
  }

  /** Writes a file, with pauses; gives its bytes. `id`: of the base. Only under the lock. */
  *write(kind: Kind, records: Records, id: bigint, scanned: number): Generator<number, number> {
    const writer = new Writer(HEADER + 128 * records.length);
    writer.length = HEADER;
    let before: Buffer = Buffer.alloc(0);
    for (let index = 0; index < records.length; index++) {
      writeRecord(writer, records, index, before);
      before = records.pathBytes(index);
      if (index % PAUSE === PAUSE - 1) yield 0;
    }
    const { length: count } = records;
    const length = writer.length - HEADER;
    const header: Header = { kind, count, fingerprint: this.#fingerprint, id, saved: Date.now(), scanned, length };
    writeHeader(header).copy(writer.bytes);
    this.at = this.path + SUFFIX[kind];
    this.#replace(this.at, writer.written);
    if (kind === "base") this.#remove("patch");
    this.#seen = this.#identity();
    return writer.length;
  }

  /** Removes both files. */
  clear(): void {
    this.at = this.folder;
    this.#remove("patch");
    this.#remove("base");
    this.#seen = this.#identity();
  }

  #remove(kind: Kind): void {
    try {
      unlinkSync(toSystem(this.path + SUFFIX[kind]));
    } catch (error) {
      if (!isSystemError(error) || error.code !== "ENOENT") throw error;
    }
  }

  #replace(path: string, bytes: Buffer): void {
    const own = `${path}.${process.pid}.${randomHex()}.tmp`;
    const fd = openSync(toSystem(own), "wx", 0o600);
    try {
      try {
        for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
        fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
      renameSync(toSystem(own), toSystem(path));
    } catch (error) {
      unlinkSync(toSystem(own));
      throw error;
    }
  }

  #identity(): string {
    return `${identity(this.path + SUFFIX.base)} ${identity(this.path + SUFFIX.patch)}`;
  }

  #read(kind: Kind, notices: Notice[]): { header: Header | undefined; records: Records; bytes: number } | undefined {
    const path = this.path + SUFFIX[kind];
    let bytes: Buffer;
    try {
      // To open a pipe is to wait for who writes to it.
      if (!statSync(toSystem(path)).isFile()) throw new SpecialError("not a file");
      bytes = readFileSync(toSystem(path));
    } catch (error) {
      if (!isSystemError(error) && !(error instanceof SpecialError)) throw error;
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") notices.push(notice("E_CACHE_READ", path, error));
      return undefined;
    }
    const header = readHeader(bytes, kind);
    const fits = header !== undefined && header.fingerprint.equals(this.#fingerprint);
    const { records, intact } = fits ? readRecords(bytes, header, kind === "patch" ? PATCHED : 0) : NOTHING;
    // Of both files one is enough.
    if (!intact && notices.length === 0) notices.push({ code: "E_CACHE_CORRUPT", detail: text(path) });
    return { header: fits ? header : undefined, records, bytes: bytes.length };
  }
}

const NOTHING = { records: new List(), intact: false };

/** A new base's id. */
export function newId(): bigint {
  const id = random().readBigUInt64LE();
  return id === 0n ? 1n : id;
}
