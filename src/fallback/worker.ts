/** From an entry to its tags, in buffers that are used again. The Rust twin is crates/engine/src/worker.rs. */
import type { Columns } from "./columns.ts";
import type { Diagnostic } from "./diagnostics.ts";
import type { Source } from "./content.ts";
import type { Outcome, Pass, Setting } from "./reading.ts";
import type { Tally } from "./stats.ts";
import type { Entry } from "./walk.ts";
import type { Look, Wanted } from "./cache/look.ts";
import { closeSync } from "node:fs";
import { TagwrightError } from "../model/error.ts";
import { Out } from "./columns.ts";
import { Content } from "./content.ts";
import { BINARY, FAILED } from "./cache/records.ts";
import { fieldCounts, readResult, writeResult } from "./cache/result.ts";
import { Ends } from "./git.ts";
import { plainOf, readHead, type Eye, type Plain } from "./glance.ts";
import { failureOf, isShortEnd, isSystemError, openFile, SpecialError } from "./file.ts";
import { join, toBytes } from "./path.ts";
import { Reading } from "./reading.ts";
import { isSame, statAt, statOf } from "./stat.ts";

/** Diagnostics between two pauses. */
const PAUSE = 1024;

/** Microseconds to a millisecond. */
const THOUSAND = 1000;

/** Scans one file after the other. */
export class Worker {
  /** Where results go. */
  columns: Columns;
  readonly #setting: Setting;
  readonly #root: string;
  readonly #fields: readonly number[];
  readonly #out = new Out();
  readonly #reading: Reading;
  readonly #eye: Eye;
  /** Whether a look may be all that a file takes. */
  readonly #glances: boolean;
  /** The last file's folder, and what is known of its file system. */
  #folder: string | undefined;
  #shortIsEnd = false;

  constructor(setting: Setting, tally: Tally, columns: Columns) {
    this.#setting = setting;
    this.#root = toBytes(setting.request.root);
    this.#fields = fieldCounts(setting.request.detectors);
    const { hash, fault, raw } = setting.request;
    this.#reading = new Reading(setting, tally, this.#out);
    this.#eye = { buffers: this.#reading.buffers, matcher: setting.matcher, raw };
    this.#glances = !hash && fault === "";
    this.columns = columns;
  }

  /** Where counts go. */
  get tally(): Tally {
    return this.#reading.tally;
  }

  set tally(tally: Tally) {
    this.#reading.tally = tally;
  }

  /**
   * Scans one file. A bug costs that file alone. `notes` are what else is to be said of its path. Undefined if that is done, as it is
   * with most files; else what is left, with pauses.
   */
  scan(entry: Entry, notes: readonly Diagnostic[]): Generator<void> | undefined {
    const { clock, look } = this.#setting;
    const start = clock.now();
    if (look !== undefined) return this.#slowly(this.#seek(look, entry, notes), start);
    const open = this.#glances && notes.length === 0 ? this.#glance(entry) : () => this.#open(entry);
    if (open !== undefined) return this.#slowly(this.#attempt(entry, notes, open), start);
    this.#end(start);
    return undefined;
  }

  *#slowly(rest: Generator<void>, start: number): Generator<void> {
    yield* rest;
    this.#end(start);
  }

  #end(start: number): void {
    const { clock, watch } = this.#setting;
    this.tally.latency.record(clock.now() - start);
    watch.progress.done++;
  }

  /** Opens a file and takes one look at it. Undefined if that is all; else what gives the open file, or throws what went wrong. */
  #glance(entry: Entry): (() => Source) | undefined {
    let open: Source | undefined;
    try {
      const source = (open = this.#open(entry));
      const plain = this.#look(source);
      if (plain === undefined) return () => source;
      open = undefined;
      closeSync(source.fd);
      this.#count(plain.outcome);
      return undefined;
    } catch (error) {
      if (open !== undefined) closeSync(open.fd);
      return () => {
        throw error;
      };
    }
  }

  #look(source: Source): Plain | undefined {
    const { counters } = this.tally;
    const start = performance.now();
    source.head = readHead(source, this.#eye);
    const middle = performance.now();
    counters.times.read += middle - start;
    const plain = plainOf(source, source.head, this.#eye);
    counters.times.match += performance.now() - middle;
    if (plain === undefined) return undefined;
    counters.bytesRead += source.head;
    this.#setting.watch.progress.bytes += source.head;
    counters.bytesMatched += plain.matched;
    return plain;
  }

  /** Matches content that is in memory. */
  *text(path: string, bytes: Buffer): Generator<void> {
    this.tally.counters.files++;
    yield* this.#attempt({ path, size: bytes.length, named: true }, [], () => bytes);
  }

  /** Scans one file unless it is known. */
  *#seek(look: Look, entry: Entry, notes: readonly Diagnostic[]): Generator<void> {
    const wanted = look.find(entry.path, statAt(join(this.#root, entry.path), this.#follows(entry)));
    const pass = wanted.record < 0 || look.verify ? undefined : this.#recall(look, wanted.record);
    if (pass === undefined) return yield* this.#attempt(entry, notes, () => this.#open(entry), wanted);
    look.hit(wanted, wanted.record, wanted.by, undefined);
    this.#count(pass.outcome);
    yield* this.#close(entry, notes, pass);
  }

  /** What a record says of its file; undefined if no scan can have found that. */
  #recall({ store: { records } }: Look, record: number): Pass | undefined {
    this.#out.clear();
    if (!readResult(records.result(record), this.#out, this.#fields)) return undefined;
    const outcome = records.has(record, BINARY) ? "binary" : records.has(record, FAILED) ? "failed" : "scanned";
    return { outcome, size: records.size(record), hash: records.hash(record), isKnown: true };
  }

  *#attempt(entry: Entry, notes: readonly Diagnostic[], open: () => Source | Buffer, wanted?: Wanted): Generator<void> {
    this.#out.clear();
    let pass: Pass;
    try {
      const source = open();
      try {
        if (wanted === undefined || Buffer.isBuffer(source)) pass = yield* this.#reading.pass(entry, source);
        else pass = yield* this.#learn(this.#setting.look!, wanted, entry, source);
      } finally {
        if (!Buffer.isBuffer(source)) closeSync(source.fd);
      }
    } catch (error) {
      this.#out.clear();
      this.#fail(entry, error);
      if (wanted !== undefined) this.#setting.look!.miss(wanted, undefined);
      pass = { outcome: "failed", size: entry.size ?? 0, hash: undefined };
    }
    this.#count(pass.outcome);
    yield* this.#close(entry, notes, pass);
  }

  /** Goes over an open file: its hash may be known. What is found is kept if the file did not change meanwhile. */
  *#learn(look: Look, wanted: Wanted, entry: Entry, source: Source): Generator<void, Pass> {
    const start = this.#setting.clock.now();
    const again = look.hopes(wanted);
    const known = again ? yield* this.#hashed(look, wanted, source) : undefined;
    if (known !== undefined) return known;
    const pass = yield* this.#reading.pass(entry, again ? { ...source, again } : source);
    const { hash, outcome, size } = pass;
    if (hash === undefined || size !== wanted.stat?.size || !isSame(wanted.stat, statOf(source.fd))) {
      look.miss(wanted, undefined);
      return pass;
    }
    look.check(wanted, hash);
    look.miss(wanted, {
      ...{ hash, result: writeResult(this.#out), blob: pass.areAlike === true ? wanted.blob : undefined },
      cost: Math.round((this.#setting.clock.now() - start) * THOUSAND),
      flags: outcome === "binary" ? BINARY : outcome === "failed" ? FAILED : 0,
    });
    return pass;
  }

  /** Reads a file for its hash alone; gives what is known of that content. */
  *#hashed(look: Look, wanted: Wanted, source: Source): Generator<void, Pass | undefined> {
    const ends = new Ends();
    const content = new Content(source, this.#reading.buffers, true, ends);
    while (!content.ended) {
      content.drop();
      yield* this.#reading.more(content);
    }
    const hash = content.digest()!;
    const record = look.byHash(wanted, content.read, hash);
    const pass = record < 0 ? undefined : this.#recall(look, record);
    if (pass === undefined) return undefined;
    this.tally.counters.bytesRead += content.read;
    this.#setting.watch.progress.bytes += content.read;
    look.check(wanted, hash);
    const isKept = wanted.stat !== undefined && isSame(wanted.stat, statOf(source.fd));
    look.hit(isKept ? wanted : { ...wanted, stat: undefined }, record, "hash", ends.areAlike ? wanted.blob : undefined);
    return pass;
  }

  #follows(entry: Entry): boolean {
    return this.#setting.request.follow || entry.named;
  }

  #open(entry: Entry): Source {
    const { window } = this.#setting.request;
    const path = join(this.#root, entry.path);
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const start = performance.now();
    const fd = openFile(path, this.#follows(entry));
    this.tally.counters.times.read += performance.now() - start;
    this.tally.counters.opened++;
    if (folder !== this.#folder) this.#shortIsEnd = isShortEnd(folder);
    this.#folder = folder;
    return { fd, size: entry.size, window, shortIsEnd: this.#shortIsEnd };
  }

  #fail(entry: Entry, error: unknown): void {
    // A result that is too large is the call's error, whatever file it happens in.
    if (error instanceof TagwrightError) throw error;
    if (!isSystemError(error) && !(error instanceof SpecialError)) {
      return void this.#reading.say("E_FILE_PANIC", error instanceof Error ? error.message : String(error));
    }
    const { code, detail } = failureOf(error, entry.named);
    this.#reading.say(code, detail);
  }

  #count(outcome: Outcome): void {
    const { counters } = this.tally;
    if (outcome === "scanned") counters.scanned++;
    else if (outcome === "binary") counters.skipped.binary++;
    else counters.failed++;
  }

  /** Moves a file's part into the batch, with pauses; one without anything to say is not kept. */
  *#close({ path }: Entry, notes: readonly Diagnostic[], pass: Pass): Generator<void> {
    const { size } = pass;
    const hash = this.#setting.request.hash ? pass.hash : undefined;
    const { diagnostics, tags } = this.#out;
    const own = hash !== undefined || tags > 0 || diagnostics.length > 0;
    if (!own && notes.length === 0) return;
    this.columns.file(path, own ? size : 0, hash);
    let moved = 0;
    for (const diagnostic of diagnostics.among(notes)) {
      this.columns.diagnostic(diagnostic);
      if (++moved % PAUSE === 0) yield;
    }
    if (tags > 0) yield* this.columns.tags(this.#out);
  }
}
