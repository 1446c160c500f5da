/** `tagwright-ignore-…` comments of a file. */
import type { Draft } from "../model/rule.ts";

const WORD = "tagwright-ignore-";
const RULE = "[a-z0-9]+(?:-[a-z0-9]+)*";
const COMMENT = new RegExp(
  `${WORD}(next-line|start|end)(?![\\w-])(?:[ \\t]+(${RULE}(?:[ \\t]*,[ \\t]*${RULE})*))?`,
  "g",
);
const LINE = /\r\n|\n|\r/g;
/** Stands for all rules. */
const ALL = "*";

/** A part of a file in which findings of a rule are left out; lines are inclusive. */
interface Range {
  readonly rule: string;
  readonly start: number;
  end: number;
}

/** What a file's comments say. */
export interface Comments {
  readonly ranges: readonly Range[];
  /** Comments that say nothing that can be done. */
  readonly problems: readonly Draft[];
}

/** One comment. */
interface Word {
  readonly verb: string;
  readonly rules: readonly string[];
  /** 1-based. */
  readonly line: number;
  readonly column: number;
}

/** Bytes as text; only ASCII matters, and columns. */
function decode(content: Uint8Array): string {
  const [first, second] = content;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(content);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(content);
  return new TextDecoder("utf-8").decode(content);
}

const isWide = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

function* words(text: string): Iterable<Word> {
  const ends = text.matchAll(LINE);
  let next = ends.next();
  let [line, start] = [1, 0];
  for (const { index, 0: all, 1: verb, 2: rules } of text.matchAll(COMMENT)) {
    for (; !next.done && next.value.index < index; next = ends.next()) {
      line++;
      start = next.value.index + next.value[0].length;
    }
    yield { verb: verb!, rules: rules?.split(/[ \t]*,[ \t]*/) ?? [ALL], line, column: index - start + 1 };
    void all;
  }
}

/** Reads the comments of one file, in order. */
class Reader {
  readonly ranges: Range[] = [];
  readonly problems: Draft[] = [];
  readonly #path: string;
  readonly #known: ReadonlySet<string>;
  readonly #open = new Map<string, Range>();

  constructor(path: string, known: ReadonlySet<string>) {
    this.#path = path;
    this.#known = known;
  }

  read(word: Word): void {
    for (const rule of word.rules) {
      if (rule !== ALL && !this.#known.has(rule)) this.#complain(word, `there is no rule ${rule} to ignore`);
      else if (word.verb === "next-line") this.ranges.push({ rule, start: word.line + 1, end: word.line + 1 });
      else if (word.verb === "start") this.#start(rule, word);
      else this.#end(rule, word);
    }
  }

  #start(rule: string, { line }: Word): void {
    if (this.#open.has(rule)) return;
    const range = { rule, start: line, end: Infinity };
    this.#open.set(rule, range);
    this.ranges.push(range);
  }

  /** An end without a rule ends all that is open. */
  #end(rule: string, word: Word): void {
    const open = rule === ALL ? [...this.#open.values()] : [this.#open.get(rule) ?? []].flat();
    if (open.length === 0) this.#complain(word, "nothing is ignored that could end here");
    for (const range of open) {
      range.end = word.line;
      this.#open.delete(range.rule);
    }
  }

  #complain({ line, column }: Word, message: string): void {
    this.problems.push({ message, at: { path: this.#path, line, column } });
  }
}

/**
 * The comments of a file.
 *
 * @param known ids of rules
 * @returns undefined where there are none, which costs one search
 */
export function readComments(path: string, content: Uint8Array, known: ReadonlySet<string>): Comments | undefined {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (!isWide(content) && !bytes.includes(WORD)) return undefined;
  const reader = new Reader(path, known);
  for (const word of words(decode(content))) reader.read(word);
  return reader.ranges.length + reader.problems.length === 0 ? undefined : reader;
}

// @CODE:CHECK-002
/** Lookup of ranges by rule: sorted and joined, so that a line is found by halving. */
export class Silence {
  readonly #byRule = new Map<string, Range[]>();

  constructor(ranges: readonly Range[]) {
    for (const range of ranges.toSorted((a, b) => a.start - b.start)) this.#add(range);
  }

  #add({ rule, start, end }: Range): void {
    const list = this.#byRule.get(rule) ?? [];
    this.#byRule.set(rule, list);
    const last = list.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else list.push({ rule, start, end });
  }

  /** Whether findings of a rule are left out in a line. What is about a whole file stands in its first line. */
  covers(rule: string, line: number): boolean {
    return this.#holds(rule, Math.max(1, line)) || this.#holds(ALL, Math.max(1, line));
  }

  #holds(rule: string, line: number): boolean {
    const list = this.#byRule.get(rule) ?? [];
    let [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (list[middle]!.end < line) low = middle + 1;
      else high = middle;
    }
    return low < list.length && list[low]!.start <= line;
  }
}
