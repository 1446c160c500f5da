/** Puts what is ours into a note and leaves everything else as it is, byte for byte. */
import type { Note, Properties } from "./note.ts";
import { slug } from "./kinds.ts";

export const BEGIN = "<!-- tagwright:begin: what is between these lines is written anew at every export -->";
export const END = "<!-- tagwright:end -->";
const MARKERS = /^<!-- tagwright:(?:begin[^\n]*|end )-->\r?$/gm;

/** A note, taken apart. Put together again, `before + block + after` is the text after the front matter. */
export interface Parts {
  /** Lines of the front matter without its fences; undefined: there is none. */
  readonly front: string | undefined;
  /** How the front matter's lines end. */
  readonly newline: string;
  readonly mark: string;
  readonly before: string;
  /** From marker to marker; undefined: there is none. */
  readonly block: string | undefined;
  readonly after: string;
}

/** Sticky: it is front matter only where it begins the file. */
const FRONT = /---[ \t]*(\r?\n)([\s\S]*?)^---[ \t]*\r?(?:\n|$)/my;

function splitFront(text: string): Pick<Parts, "front" | "newline"> & { rest: string } {
  FRONT.lastIndex = 0;
  const found = FRONT.exec(text);
  if (found === null) return { front: undefined, newline: "\n", rest: text };
  return { front: found[2]!, newline: found[1]!, rest: text.slice(found[0].length) };
}

/** The first begin and end with no marker between them: one that stands alone is the user's text. */
function findBlock(text: string): readonly [start: number, end: number] | undefined {
  let start: number | undefined;
  for (const { 0: marker, index } of text.matchAll(MARKERS)) {
    if (!marker.startsWith(END)) start = index;
    else if (start !== undefined) return [start, index + END.length];
  }
  return undefined;
}

/** Takes a note apart. */
export function takeApart(text: string): Parts {
  const mark = text.startsWith("\ufeff") ? "\ufeff" : "";
  const { front, newline, rest } = splitFront(text.slice(mark.length));
  const block = findBlock(rest);
  if (block === undefined) return { front, newline, mark, before: rest, block: undefined, after: "" };
  const [start, end] = block;
  return { front, newline, mark, before: rest.slice(0, start), block: rest.slice(start, end), after: rest.slice(end) };
}

/** A scalar that YAML reads as the text it is. */
const scalar = (text: string): string => JSON.stringify(text);

const entry = (key: string, value: string | readonly string[]): string[] =>
  typeof value === "string"
    ? [`${key}: ${scalar(value)}`]
    : value.length === 0
      ? [`${key}: []`]
      : [`${key}:`, ...value.map((one) => `  - ${scalar(one)}`)];

/** Lines of the front matter by the key they belong to; comments and blank lines stand alone. */
interface Entry {
  readonly key: string | undefined;
  readonly lines: string[];
}

function readEntries(front: string): Entry[] {
  const entries: Entry[] = [];
  for (const line of front.split("\n").slice(0, -1)) {
    const key = /^("?)([A-Za-z_][\w-]*)\1:(?=\s|$)/.exec(line)?.[2];
    if (key !== undefined || !/^(?:[ \t]|-)/.test(line) || entries.length === 0) entries.push({ key, lines: [line] });
    else entries.at(-1)!.lines.push(line);
  }
  return entries;
}

const unquote = (text: string): string =>
  text.trim().replace(/^"(.*)"$|^'(.*)'$/, (_, one?: string, two?: string) => one ?? two ?? "");

/** Items of a list: in a block, in brackets, or simply one after the other. */
function itemsOf({ lines }: Entry): string[] {
  const [first = "", ...rest] = lines;
  const inline = first.slice(first.indexOf(":") + 1).trim();
  if (inline !== "")
    return inline
      .replace(/^\[(.*)\]$/, "$1")
      .split(inline.startsWith("[") ? "," : /[\s,]+/)
      .map(unquote)
      .filter((item) => item !== "");
  return rest.flatMap((line) => /^\s*-\s+(.*)$/.exec(line)?.[1] ?? []).map(unquote);
}

const OURS = /^(?:traceability$|map\/|req\/|impl\/|test\/|doc\/)/;

/** A user's own tags stay, after ours. */
function withUserTags(key: string, value: Properties[string], old: Entry | undefined): Properties[string] {
  if (key !== "tags" || old === undefined || typeof value === "string") return value;
  return [...value, ...itemsOf(old).filter((item) => !OURS.test(item) && !value.includes(item))];
}

/** Our keys where they stand, or at the end; all other lines as they are. */
function mergeFront(properties: Properties, front: string | undefined, newline: string): string {
  const old = front === undefined ? [] : readEntries(front);
  const end = newline === "\r\n" ? "\r" : "";
  const fresh = new Map(
    Object.entries(properties).map(([key, value]) => {
      const before = old.find((one) => one.key === key);
      return [key, entry(key, withUserTags(key, value, before)).map((line) => line + end)] as const;
    }),
  );
  const kept = old.map(({ key, lines }) => (key === undefined ? lines : (take(fresh, key) ?? lines)));
  return [...kept, ...fresh.values()]
    .flat()
    .map((line) => `${line}\n`)
    .join("");
}

/** Each key of ours is written once, where it was first. */
function take(fresh: Map<string, string[]>, key: string): string[] | undefined {
  const lines = fresh.get(key);
  fresh.delete(key);
  return lines;
}

/** What a file holds may look like a marker; between ours it must not. */
const tame = (body: string): string => body.replace(/^<!-- tagwright:/gm, "<!- - tagwright:");

const blockOf = (body: string): string => `${BEGIN}\n${tame(body)}\n${END}`;

function joined({ before, block, after }: Parts, fresh: string): string {
  if (block !== undefined) return before + fresh + after;
  return `${before}${before === "" || before.endsWith("\n") ? "" : "\n"}${fresh}\n`;
}

/**
 * The text of a note.
 *
 * @param old what the file holds; undefined where there is none
 */
export function merge({ properties, body }: Note, old: string | undefined): string {
  const parts = takeApart(old ?? "");
  const { mark, newline } = parts;
  return `${mark}---${newline}${mergeFront(properties, parts.front, newline)}---${newline}${joined(parts, blockOf(body))}`;
}

const KEYS = new Set(["tagged", "type", "status", "missing", "tags"]);

/** Whether an entry of the front matter is as we wrote it; a tag that we gave ends in the id's. */
function isOurs(one: Entry, ending: string): boolean {
  if (one.key === undefined || !KEYS.has(one.key)) return false;
  return one.key !== "tags" || itemsOf(one).every((item) => OURS.test(item) || item.endsWith(ending));
}

/** Whether there is nothing in a note but what we wrote. */
export function isOnlyOurs(text: string): boolean {
  const { front, before, block, after } = takeApart(text);
  const entries = readEntries(front ?? "");
  const id = entries.find(({ key }) => key === "tagged")?.lines[0]?.replace(/^[^:]*:/, "") ?? "";
  const ending = `/${slug(readScalar(id.trim()))}`;
  return (
    block !== undefined && entries.every((one) => isOurs(one, ending)) && before.trim() === "" && after.trim() === ""
  );
}

/** A scalar that we wrote; what somebody else wrote is taken as it is. */
function readScalar(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}
