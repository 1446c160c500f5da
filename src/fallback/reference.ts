/** What the reference of a note reads as: names, issues, a date. The Rust twin is crates/core/src/reference.rs. */
import { trim } from "./lines.ts";

/** The longest item that reads as a name, in bytes. */
const NAME = 64;

/** `2026-12-01` */
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
/** `123`, `#123`, `owner/name#123`, `b/123`, `ABC-12` */
const ISSUE = /^(?:(?:[\w./-]*#|[a-z]+\/|[A-Z][A-Z\d_]*-)?\d+)$/;
const URL = /^[A-Za-z\d]+:\/\/[^ ]+$/;
/** One word, or up to three of which each begins like a name. */
const WORD = /^[A-Za-z\x80-\xff][\w.\-+@'\x80-\xff]*$/;
const WORDS = /^[A-Z\x80-\xff][\w.\-+@'\x80-\xff]*(?: [A-Z\x80-\xff][\w.\-+@'\x80-\xff]*){1,2}$/;

/** Author, issue and date of expiry, those of a kind joined by commas. */
export type Values = readonly [author: string | undefined, issue: string | undefined, expires: string | undefined];

/** A day of the calendar. */
function isDate(item: string): boolean {
  const [, year, month, day] = (DATE.exec(item) ?? []).map(Number) as [number, number, number, number];
  if (year === undefined || month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= days;
}

function kindOf(item: string): 0 | 1 | 2 | undefined {
  if (isDate(item)) return 2;
  if (URL.test(item) || ISSUE.test(item)) return 1;
  const name = item.startsWith("@") ? item.slice(1) : item;
  return name.length <= NAME && (WORD.test(name) || WORDS.test(name)) ? 0 : undefined;
}

/** Sorts the items of a reference. An item that reads as nothing is left to the reference itself. */
export function readReference(reference: string): Values {
  const values: [string[], string[], string[]] = [[], [], []];
  for (const item of reference.split(",").map(trim)) {
    const kind = kindOf(item);
    if (kind !== undefined) values[kind].push(kind === 0 && item.startsWith("@") ? item.slice(1) : item);
  }
  return values.map((items) => (items.length === 0 ? undefined : items.join(","))) as unknown as Values;
}
