/**
 * `trace`, dialect `oft`: OpenFastTrace's tags, `[type~name~rev->type~name~rev>>type,type]`.
 * The Rust twin is crates/core/src/oft.rs.
 */
import type { Found, Judge, Line } from "./detector.ts";
import { codeOf } from "./codes.ts";
import { crc32 } from "./crc.ts";
import { describeAll } from "./describe.ts";
import { isBlank, isDigit, isLetter, runEnd } from "./lines.ts";
import { isAlphabetic, isWordPoint, pointAt, sizeOf } from "./unicode.ts";

const FORM = codeOf("E_TAG_FORM");
const DASH = 0x2d;

/** What stands before the arrow. */
interface Head {
  readonly kind: string;
  readonly name: string;
  readonly revision: string;
}

/** What stands after the arrow. */
interface Tail {
  readonly covers: string;
  readonly covered: string;
  readonly needs: string | undefined;
}

export const judgeOft: Judge = (line, found, misses) => {
  const first = found.length;
  for (let open = line.text.indexOf("["); open >= 0;) {
    const cursor = new Cursor(line.text, open + 1);
    const head = readHead(cursor);
    const arrow = cursor.at;
    const tail = head && readTail(cursor);
    if (head && tail) found.push(makeTag(line, open, cursor.at, head, tail, found.length - first));
    else if (head) misses.push({ start: open, end: arrow, code: FORM, detail: "oft" });
    open = line.text.indexOf("[", tail ? cursor.at : open + 1);
  }
  describeAll(line.text, found, first);
};

function readHead(cursor: Cursor): Head | undefined {
  cursor.blanks();
  const kind = cursor.run(isLetter);
  if (kind === "") return undefined;
  let name = "";
  let revision = "0";
  if (cursor.eat("~")) {
    name = cursor.name();
    if (!cursor.eat("~")) return undefined;
    revision = cursor.run(isDigit);
    if (revision === "") return undefined;
  }
  cursor.blanks();
  return cursor.eat("->") ? { kind, name, revision } : undefined;
}

function readTail(cursor: Cursor): Tail | undefined {
  cursor.blanks();
  const start = cursor.at;
  if (cursor.run(isLetter) === "" || !cursor.eat("~")) return undefined;
  const covered = cursor.name();
  if (covered === "" || !cursor.eat("~") || cursor.run(isDigit) === "") return undefined;
  const covers = cursor.text.slice(start, cursor.at);
  cursor.blanks();
  const needs = cursor.eat(">>") ? readNeeds(cursor) : undefined;
  return needs !== "" && cursor.eat("]") ? { covers, covered, needs } : undefined;
}

/** Types joined by commas; empty where they are not well formed. */
function readNeeds(cursor: Cursor): string {
  const types: string[] = [];
  do {
    cursor.blanks();
    types.push(cursor.run(isLetter));
    cursor.blanks();
  } while (cursor.eat(","));
  return types.includes("") ? "" : types.join(",");
}

function makeTag(line: Line, start: number, end: number, head: Head, tail: Tail, index: number): Found {
  const implied = tail.needs === undefined ? () => generateName(line, tail, index) : () => tail.covered;
  const name = head.name === "" ? implied() : head.name;
  return { start, end, kind: head.kind, name, text: "", fields: [head.revision, tail.covers, tail.needs] };
}

/** The name OpenFastTrace makes up for a tag that has none: the covered name and a checksum of where it stands. */
function generateName({ path, number }: Line, { covered, covers }: Tail, index: number): string {
  return `${covered}-${crc32(Buffer.from(`${path}${number}${index}${covers}`, "latin1"))}`;
}

class Cursor {
  readonly text: string;
  at: number;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  blanks(): void {
    this.at = runEnd(this.text, this.at, isBlank);
  }

  /** Takes a run; empty if there is none. */
  run(is: (code: number) => boolean): string {
    return this.#take(runEnd(this.text, this.at, is));
  }

  eat(token: string): boolean {
    const fits = this.text.startsWith(token, this.at);
    if (fits) this.at += token.length;
    return fits;
  }

  /** Takes a name; empty if there is none. */
  name(): string {
    const first = pointAt(this.text, this.at);
    if (!isAlphabetic(first)) return "";
    let end = this.#words(this.at + sizeOf(first));
    while (this.text[end] === ".") {
      const segment = this.#words(end + 1);
      if (segment === end + 1) break;
      end = segment;
    }
    return this.#take(end);
  }

  #take(end: number): string {
    const taken = this.text.slice(this.at, end);
    this.at = end;
    return taken;
  }

  /** Where the run of word code points and dashes ends. */
  #words(from: number): number {
    let at = from;
    for (let point = pointAt(this.text, at); point === DASH || isWordPoint(point); point = pointAt(this.text, at)) {
      at += sizeOf(point);
    }
    return at;
  }
}
