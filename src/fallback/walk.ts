/** From paths to entries, every verdict counted: docs/design/walking.md. The Rust twin is crates/engine/src/walk.rs. */
import type { Dirent } from "node:fs";
import type { Progress, Request } from "../engine/contract.ts";
import type { Candidate } from "./choice.ts";
import type { Diagnostic } from "./diagnostics.ts";
import type { Failure } from "./file.ts";
import type { Level } from "./rules.ts";
import type { Part } from "./scope.ts";
import type { Tally } from "./stats.ts";
import { lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { compareText } from "../model/order.ts";
import { Choice } from "./choice.ts";
import { codeOf } from "./codes.ts";
import { whole } from "./diagnostics.ts";
import { failureOf, kindName } from "./file.ts";
import { kindOf } from "./kind.ts";
import { Levels } from "./levels.ts";
import { encode } from "./lines.ts";
import { partOf } from "./scope.ts";
import { join, nameToBytes, relative, toBytes, toSystem } from "./path.ts";

/** A file to scan. */
export interface Entry {
  /** Relative to the root, as bytes. */
  readonly path: string;
  /** Bytes, if the walk had a reason to ask. */
  readonly size: number | undefined;
  /** Whether the caller named it. */
  readonly named: boolean;
}

/** Something to say about a path. */
export interface Note {
  readonly path: string;
  readonly diagnostic: Diagnostic;
}

/** How far a scan is, and whether it is to end. */
export interface Watch {
  cancelled: boolean;
  readonly progress: { -readonly [Key in keyof Progress]: Progress[Key] };
}

/** The real paths of a folder and those above it. */
export interface Real {
  readonly path: string;
  readonly above: Real | undefined;
}

/** A folder to read. */
export interface Folder {
  readonly path: string;
  readonly level: Level | undefined;
  readonly named: boolean;
  /** Only when links are followed. */
  readonly real: Real | undefined;
}

/** An entry met in a folder. */
interface Met extends Candidate {
  readonly folder: Folder;
}

/** A folder being gone through. */
interface Open {
  readonly folder: Folder;
  readonly level: Level | undefined;
  /** Their names are bytes. */
  readonly entries: readonly Dirent[];
  next: number;
}

const REPLACEMENT = "\ufffd";

const compareNotes = (a: Note, b: Note): number =>
  compareText(a.path, b.path) ||
  a.diagnostic.line - b.diagnostic.line ||
  a.diagnostic.code - b.diagnostic.code ||
  compareText(encode(a.diagnostic.detail), encode(b.diagnostic.detail));

const compareEntries = (a: Entry, b: Entry): number => compareText(a.path, b.path);

/** Whether each item is less than the next one. */
const isAscending = <T>(items: readonly T[], order: (a: T, b: T) => number): boolean =>
  items.every((item, index) => index === 0 || order(items[index - 1]!, item) < 0);

/** What is below a folder sorts by the slash behind its name. */
const keyOf = (entry: Dirent): string => (entry.isDirectory() ? `${entry.name}/` : entry.name);

/** Walks once. */
export class Walker {
  entries: Entry[] = [];
  notes: Note[] = [];
  readonly #request: Request;
  readonly #watch: Watch;
  readonly #tally: Tally;
  readonly #root: string;
  readonly #realRoot: string | undefined;
  readonly #choice: Choice;
  readonly #levels: Levels | undefined;
  /** All else is as if it were not there. */
  readonly #only: Part | undefined;
  /** Whether sizes are needed. */
  readonly #sized: boolean;

  constructor(request: Request, watch: Watch, tally: Tally) {
    this.#request = request;
    this.#watch = watch;
    this.#tally = tally;
    this.#root = toBytes(request.root);
    this.#only = partOf(request);
    this.#sized = request.maxFileSize > 0 || request.memory > 0 || request.mmap === "always";
    this.#levels = request.ignore
      ? new Levels(this.#root, (path, failure, line) => this.#note(path, failure, line))
      : undefined;
    this.#choice = new Choice(request, this.#levels?.prefix ?? "", (failure) => this.#note("", failure));
    this.#realRoot = request.follow ? this.#realOf(this.#root) : undefined;
  }

  /** Fills entries and notes, sorted, with pauses. */
  *walk(): Generator<void> {
    const { paths } = this.#request;
    for (const path of paths) {
      yield* this.#named(toBytes(path));
    }
    this.#sort();
    this.#watch.progress.found = this.entries.length;
    this.#watch.progress.walked = true;
  }

  #note(path: string, { code, detail }: Failure, line = 0): void {
    if (this.#only?.holds(path) === false) return;
    this.notes.push({ path, diagnostic: whole(codeOf(code), detail, line) });
  }

  /** Folders are walked in order, but paths may be named in any, and a followed link to a folder sorts as a file does. */
  #sort(): void {
    if (!isAscending(this.entries, compareEntries)) {
      this.entries.sort((a, b) => compareEntries(a, b) || Number(b.named) - Number(a.named));
      const before = this.entries.length;
      this.entries = this.entries.filter((entry, index, all) => index === 0 || entry.path !== all[index - 1]!.path);
      this.#tally.counters.files -= before - this.entries.length;
    }
    if (isAscending(this.notes, compareNotes)) return;
    this.notes.sort(compareNotes);
    this.notes = this.notes.filter((note, index, all) => index === 0 || compareNotes(note, all[index - 1]!) !== 0);
  }

  *#named(absolute: string): Generator<void> {
    const path = relative(this.#root, absolute);
    if (this.#only?.leads(path) === false) return;
    try {
      const data = statSync(toSystem(absolute));
      if (data.isDirectory()) {
        const real = this.#request.follow ? { path: this.#realOf(absolute) ?? absolute, above: undefined } : undefined;
        yield* this.#folders({ path, level: this.#levels?.above(path), named: true, real });
      } else if (this.#only?.holds(path) === false) {
        return;
      } else if (data.isFile()) {
        this.#tally.counters.files++;
        this.entries.push({ path, size: data.size, named: true });
      } else {
        this.#tally.counters.files++;
        this.#skip(path, "E_SKIP_SPECIAL", kindName(data));
      }
    } catch (error) {
      this.#tally.counters.files++;
      this.#fail(path, failureOf(error, true));
    }
  }

  #realOf(path: string): string | undefined {
    try {
      return realpathSync.native(toSystem(path), "buffer").toString("latin1");
    } catch (error) {
      failureOf(error, false);
      return undefined;
    }
  }

  /** Goes through a folder and all below it in the order of their paths. */
  *#folders(top: Folder): Generator<void> {
    const open = [this.#enter(top)];
    for (let current = open.at(-1); current !== undefined && !this.#watch.cancelled; current = open.at(-1)) {
      const entry = current.entries[current.next++];
      const { folder, level } = current;
      if (entry === undefined) open.pop();
      else open.push(...this.#visit(entry, { name: entry.name, path: join(folder.path, entry.name), folder, level }));
      if (current !== open.at(-1)) yield this.#tell();
    }
  }

  #tell(): void {
    // What is named twice is found twice, and the number of entries found must not go down.
    if (this.#request.paths.length === 1) this.#watch.progress.found = this.entries.length;
  }

  #enter(folder: Folder): Open {
    const entries = this.#read(folder);
    if (entries === undefined) return { folder, level: undefined, entries: [], next: 0 };
    this.#tally.counters.directories++;
    const level = this.#levels?.in(folder.path, folder.level, entries);
    return { folder, level, entries: entries.sort((a, b) => compareText(keyOf(a), keyOf(b))), next: 0 };
  }

  /** A folder's entries, their names as bytes; undefined if it cannot be read. */
  #read(folder: Folder): Dirent[] | undefined {
    const path = toSystem(join(this.#root, folder.path));
    try {
      const entries = readdirSync(path, { withFileTypes: true });
      // A name that is not UTF-8 comes with U+FFFD: only then are names asked for as bytes.
      if (!entries.some(({ name }) => name.includes(REPLACEMENT))) {
        for (const entry of entries) entry.name = nameToBytes(entry.name);
        return entries;
      }
      const raw = readdirSync(path, { withFileTypes: true, encoding: "buffer" });
      return raw.map((entry) => Object.assign(entry as unknown as Dirent, { name: entry.name.toString("latin1") }));
    } catch (error) {
      this.#note(folder.path, failureOf(error, folder.named));
      return undefined;
    }
  }

  /** Judges an entry; gives the folder to go through if it is one. */
  #visit(entry: Dirent, met: Met): Open[] {
    const { follow, outside } = this.#request;
    const absolute = () => join(this.#root, met.path);
    const kind = kindOf(entry, { follow, outside, root: this.#realRoot, real: met.folder.real, absolute });
    const isFolder = kind.type === "folder" || kind.type === "loop";
    if (this.#only !== undefined && !(isFolder ? this.#only.leads(met.path) : this.#only.holds(met.path))) return [];
    if (kind.type === "folder") return this.#enters(met) ? [this.#enter(this.#below(met, kind.real))] : [];
    if (kind.type === "loop") {
      if (this.#enters(met)) this.#loop(met);
      return [];
    }
    this.#tally.counters.files++;
    if (this.#hidesFile(met)) return [];
    if (kind.type === "file") this.#take(met.path, kind.size);
    else if (kind.type === "failed") this.#fail(met.path, kind.failure);
    else this.#skip(met.path, kind.code, kind.detail);
    return [];
  }

  #below({ name, path, folder, level }: Met, real: string | undefined): Folder {
    const above = folder.real;
    return { path, level, named: false, real: above && { path: real ?? join(above.path, name), above } };
  }

  /** Whether nothing hides a folder. */
  #enters(met: Met): boolean {
    const reason = this.#choice.hidesFolder(met);
    if (reason !== undefined) this.#tally.counters.skippedDirectories[reason]++;
    return reason === undefined;
  }

  #hidesFile(met: Met): boolean {
    const reason = this.#choice.hidesFile(met);
    if (reason !== undefined) this.#tally.counters.skipped[reason]++;
    return reason !== undefined;
  }

  #take(path: string, known: number | undefined): void {
    const { maxFileSize } = this.#request;
    const size = known ?? (this.#sized ? this.#sizeOf(path) : undefined);
    if (typeof size === "object") return this.#fail(path, size);
    if (maxFileSize > 0 && size !== undefined && size > maxFileSize) {
      this.#tally.counters.skipped.tooLarge++;
      return this.#note(path, { code: "E_SKIP_SIZE", detail: "" });
    }
    this.entries.push({ path, size, named: false });
  }

  #sizeOf(path: string): number | undefined | Failure {
    try {
      return lstatSync(toSystem(join(this.#root, path))).size;
    } catch (error) {
      const failure = failureOf(error, false);
      // Such a path cannot be opened either, and that is when it is reported.
      return failure.detail === "ENAMETOOLONG" ? undefined : failure;
    }
  }

  #loop({ path }: Met): void {
    this.#tally.counters.skippedDirectories.loop++;
    this.#note(path, { code: "E_SKIP_LOOP", detail: "" });
  }

  #skip(path: string, code: "E_SKIP_SYMLINK" | "E_SKIP_OUTSIDE" | "E_SKIP_SPECIAL", detail: string): void {
    const { skipped } = this.#tally.counters;
    if (code === "E_SKIP_SYMLINK") skipped.symlink++;
    else if (code === "E_SKIP_OUTSIDE") skipped.outside++;
    else skipped.special++;
    this.#note(path, { code, detail });
  }

  #fail(path: string, failure: Failure): void {
    this.#tally.counters.failed++;
    this.#note(path, failure);
  }
}
