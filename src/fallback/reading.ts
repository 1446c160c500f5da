/** Goes over a content, and keeps what is found. In Rust that is a part of crates/engine/src/worker.rs. */
import type { Request } from "../engine/contract.ts";
import type { Look } from "./cache/look.ts";
import type { CodeName } from "./codes.ts";
import type { Out } from "./columns.ts";
import type { Cut } from "./blocks.ts";
import type { Diagnostic } from "./diagnostics.ts";
import type { Source } from "./content.ts";
import type { Matcher } from "./matcher.ts";
import type { Languages } from "./languages.ts";
import type { Origin } from "./sink.ts";
import type { Clock, Tally } from "./stats.ts";
import type { Entry, Watch } from "./walk.ts";
import { Cutter } from "./blocks.ts";
import { codeOf } from "./codes.ts";
import { Buffers, Content } from "./content.ts";
import { whole } from "./diagnostics.ts";
import { Ends } from "./git.ts";
import { toBytes } from "./path.ts";
import { FileSink, invalidIn, stored } from "./sink.ts";

/** How a file ended. */
export type Outcome = "scanned" | "binary" | "failed";

/** What is known of a file once it has been gone through. */
export interface Pass {
  readonly outcome: Outcome;
  /** Bytes. */
  readonly size: number;
  readonly hash: Buffer | undefined;
  /** Of a file that was looked up: whether its ends of lines are alike. */
  readonly areAlike?: boolean;
  /** Whether it is known as a record has it. */
  readonly isKnown?: boolean;
}

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

/** One content after the other. */
export class Reading {
  /** Where counts go. */
  tally: Tally;
  readonly buffers = new Buffers();
  readonly #setting: Setting;
  readonly #out: Out;
  readonly #fault: string;

  /** `out`: where what is found goes. */
  constructor(setting: Setting, tally: Tally, out: Out) {
    this.#setting = setting;
    this.#fault = toBytes(setting.request.fault);
    this.#out = out;
    this.tally = tally;
  }

  /** Goes over a file, and once more with all blocks lexed if a late one asks for zones. */
  *pass(entry: Entry, source: Source | Buffer): Generator<void, Pass> {
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
    const content = new Content(source, this.buffers, request.hash || look !== undefined, ends);
    try {
      const outcome = yield* this.#read(entry, content);
      const { ended, read, size: said = 0 } = content;
      if (ended && read < said) this.say("E_FILE_TRUNCATED");
      const alike = ends && { areAlike: ends.areAlike };
      return { outcome, size: ended ? read : Math.max(said, read), hash: content.digest(), ...alike };
    } finally {
      this.tally.counters.bytesRead += content.read;
      this.#setting.watch.progress.bytes += content.read;
    }
  }

  *#read(entry: Entry, content: Content): Generator<void, Outcome> {
    if (content.hashes) yield* content.hash();
    while (content.lacksHead) yield* this.more(content);
    const form = content.sniff(this.#setting.request.raw);
    let outcome: Outcome = "scanned";
    if (form.type === "binary") outcome = "binary";
    else if (form.type === "utf32") outcome = this.say("E_FILE_ENCODING", form.name);
    else if (form.type === "utf16") yield* this.#blocks(entry, content, { offset: 2, unit: 2 });
    else yield* this.#blocks(entry, content, { offset: form.bom, unit: 1 });
    while (content.hashes && !content.ended) {
      content.drop();
      yield* this.more(content);
    }
    return outcome;
  }

  /** Reads once. */
  *more(content: Content): Generator<void> {
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
      while (content.lacks(cutter.wants)) yield* this.more(content);
      const { text } = content;
      if (watch.cancelled || (text.length === 0 && !first)) break;
      const start = clock.now();
      const cut = cutter.cut(text, content.ended);
      this.#throwFault(entry);
      yield* this.#block(entry, cut, origin);
      const last = content.ended && cut.advance >= text.length;
      // Where places need not be right, neither need lines be counted.
      const blind = matcher.passesOver;
      if (!last && !blind) cutter.leave();
      if (origin.unit === 1 && !blind && (this.#out.tags > 0 || !last))
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

  /** Says something about the whole file. */
  say(code: CodeName, detail = ""): "failed" {
    this.#out.diagnostics.add(codeOf(code), whole(codeOf(code)), detail);
    return "failed";
  }
}
