/** From an entry to its tags, in buffers that are used again. The Rust twin is crates/engine/src/worker.rs. */
import type { Request } from "../engine/contract.ts";
import type { CodeName } from "./codes.ts";
import type { Columns } from "./columns.ts";
import type { Cut } from "./blocks.ts";
import type { Diagnostic } from "./diagnostics.ts";
import type { Source } from "./content.ts";
import type { Matcher } from "./matcher.ts";
import type { Languages } from "./languages.ts";
import type { Origin } from "./sink.ts";
import type { Clock, Tally } from "./stats.ts";
import type { Entry, Watch } from "./walk.ts";
import type { Look, Wanted } from "./cache/look.ts";
import { closeSync } from "node:fs";
import { TagwrightError } from "../model/error.ts";
import { Cutter } from "./blocks.ts";
import { codeOf } from "./codes.ts";
import { Out } from "./columns.ts";
import { Buffers, Content } from "./content.ts";
import { whole } from "./diagnostics.ts";
import { BINARY, FAILED } from "./cache/records.ts";
import { fieldCounts, readResult, writeResult } from "./cache/result.ts";
import { Ends } from "./git.ts";
import { plainOf, readHead, type Eye, type Plain } from "./glance.ts";
import { failureOf, isShortEnd, isSystemError, openFile, SpecialError } from "./file.ts";
import { join, toBytes } from "./path.ts";
import { FileSink, invalidIn, stored } from "./sink.ts";
import { isSame, statAt, statOf } from "./stat.ts";

/** Diagnostics between two pauses. */
const PAUSE = 1024;

/** How a file ended. */
type Outcome = "scanned" | "binary" | "failed";

/** What is known of a file once it has been gone through. */
interface Pass {
  readonly outcome: Outcome;
  /** Bytes. */
  readonly size: number;
  readonly hash: Buffer | undefined;
  /** Of a file that was looked up: whether its ends of lines are alike. */
  readonly areAlike?: boolean;
  /** Whether it is known as a record has it. */
  readonly isKnown?: boolean;
}

/** Microseconds to a millisecond. */
const THOUSAND = 1000;

/** What is shared by all files of a scan. */
export interface Setting {
  readonly request: Request;
  readonly matcher: Matcher;
  readonly watch: Watch;
  readonly clock: Clock;
  readonly languages: Languages;
  /** Of a scan with a cache. */
  readonly look: Look | undefined;
}

/** Scans one file after the other. */
export class Worker {
  /** Where counts go. */
  tally: Tally;
  /** Where results go. */
  columns: Columns;
  readonly #setting: Setting;
  readonly #root: string;
  readonly #fault: string;
  readonly #fields: readonly number[];
  readonly #out = new Out();
  readonly #buffers = new Buffers();
  readonly #eye: Eye;
  /** Whether a look may be all that a file takes. */
  readonly #glances: boolean;
  /** The last file's folder, and what is known of its file system. */
  #folder: string | undefined;
  #shortIsEnd = false;

  constructor(setting: Setting, tally: Tally, columns: Columns) {
    this.#setting = setting;
    this.#root = toBytes(setting.request.root);
    this.#fault = toBytes(setting.request.fault);
    this.#fields = fieldCounts(setting.request.detectors);
    const { hash, fault, raw } = setting.request;
    this.#eye = { buffers: this.#buffers, matcher: setting.matcher, raw };
    this.#glances = !hash && fault === "";
    this.tally = tally;
    this.columns = columns;
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
    this.tally.counters.files = 1;
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
        if (wanted === undefined || Buffer.isBuffer(source)) pass = yield* this.#pass(entry, source);
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
    const known = look.hopes(wanted) ? yield* this.#hashed(look, wanted, source) : undefined;
    if (known !== undefined) return known;
    const again = look.hopes(wanted) ? { ...source, again: true } : source;
    const pass = yield* this.#pass(entry, again);
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
    const content = new Content(source, this.#buffers, true, ends);
    while (!content.ended) {
      content.drop();
      yield* this.#fill(content);
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

  /** Goes over a file, and once more with all blocks lexed if a late one asks for zones. */
  *#pass(entry: Entry, source: Source | Buffer): Generator<void, Pass> {
    const { matcher } = this.#setting;
    const pass = yield* this.#once(entry, source);
    if (pass.outcome !== "scanned" || !matcher.hasMissed) return pass;
    this.#out.clear();
    matcher.lexAll(true);
    try {
      return yield* this.#once(entry, Buffer.isBuffer(source) ? source : { ...source, size: pass.size, again: true });
    } finally {
      matcher.lexAll(false);
    }
  }

  *#once(entry: Entry, source: Source | Buffer): Generator<void, Pass> {
    this.#setting.matcher.language = this.#setting.languages.of(entry.path);
    const { look, request } = this.#setting;
    const ends = look && new Ends();
    const content = new Content(source, this.#buffers, request.hash || look !== undefined, ends);
    try {
      const outcome = yield* this.#read(entry, content);
      const { ended, read, size: said = 0 } = content;
      if (ended && read < said) this.#say("E_FILE_TRUNCATED");
      const alike = ends && { areAlike: ends.areAlike };
      return { outcome, size: ended ? read : Math.max(said, read), hash: content.digest(), ...alike };
    } finally {
      this.tally.counters.bytesRead += content.read;
      this.#setting.watch.progress.bytes += content.read;
    }
  }

  *#read(entry: Entry, content: Content): Generator<void, Outcome> {
    if (content.hashes) yield* content.hash();
    while (content.lacksHead) yield* this.#fill(content);
    const form = content.sniff(this.#setting.request.raw);
    let outcome: Outcome = "scanned";
    if (form.type === "binary") outcome = "binary";
    else if (form.type === "utf32") outcome = this.#say("E_FILE_ENCODING", form.name);
    else if (form.type === "utf16") yield* this.#blocks(entry, content, { offset: 2, unit: 2 });
    else yield* this.#blocks(entry, content, { offset: form.bom, unit: 1 });
    while (content.hashes && !content.ended) {
      content.drop();
      yield* this.#fill(content);
    }
    return outcome;
  }

  /** Reads once. */
  *#fill(content: Content): Generator<void> {
    const start = performance.now();
    content.fill();
    this.tally.counters.times.read += performance.now() - start;
    if (content.hashes) yield* content.hash();
    else if (!content.ended) yield;
  }

  *#blocks(entry: Entry, content: Content, origin: Origin): Generator<void> {
    const { clock, matcher, watch } = this.#setting;
    const cutter = new Cutter();
    let invalid: Diagnostic | undefined;
    for (let first = true; ; first = false) {
      while (content.lacks(cutter.wants)) yield* this.#fill(content);
      const { text } = content;
      if (watch.cancelled || (text.length === 0 && !first)) break;
      const start = clock.now();
      const cut = cutter.cut(text, content.ended);
      this.#throwFault(entry);
      yield* this.#block(entry, cut, origin);
      cutter.blind = matcher.passesOver;
      const last = content.ended && cut.advance >= text.length;
      if (origin.unit === 1 && !cutter.blind && (this.#out.tags > 0 || !last))
        invalid ??= invalidIn(text.subarray(0, cut.advance), cut.block, origin);
      origin.offset += stored(origin, text, 0, cut.advance);
      content.consume(cut.advance);
      this.tally.counters.bytesMatched += cut.advance;
      this.tally.counters.times.match += clock.now() - start;
      if (last) break;
    }
    if (invalid !== undefined && this.#out.tags > 0) this.#out.diagnostics.add(invalid.code, invalid, invalid.detail);
  }

  *#block(entry: Entry, { block }: Cut, origin: Origin): Generator<void> {
    const sink = new FileSink(this.#out, block, origin, this.#setting.request.context);
    const found = this.#setting.matcher.scan(block, entry.path, sink);
    if (found !== undefined) yield* found;
    this.tally.counters.candidateLines += sink.candidates;
  }

  #throwFault({ path }: Entry): void {
    if (this.#fault !== "" && path.endsWith(this.#fault)) throw new Error("fault asked for by TAGWRIGHT_FAULT");
  }

  #say(code: CodeName, detail = ""): "failed" {
    this.#out.diagnostics.add(codeOf(code), whole(codeOf(code)), detail);
    return "failed";
  }

  #fail(entry: Entry, error: unknown): void {
    // A result that is too large is the call's error, whatever file it happens in.
    if (error instanceof TagwrightError) throw error;
    if (!isSystemError(error) && !(error instanceof SpecialError)) {
      return void this.#say("E_FILE_PANIC", error instanceof Error ? error.message : String(error));
    }
    const { code, detail } = failureOf(error, entry.named);
    this.#say(code, detail);
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
