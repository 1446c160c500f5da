import type { Node } from "./node.ts";
import { characters, count, has } from "./ranges.ts";

/** A larger class is not spelt out. */
const WIDEST = 16;
/** Strings of an exact set while it grows. */
const MOST_EXACT = 64;
/** UTF-16 units. */
const LONGEST = 24;
/** Literals of a result: more are allowed where each is at least `LONG` bytes. */
const MOST_SHORT = 32;
const MOST_LONG = 64;
const LONG = 3;
/** Beyond so many bytes a longer literal finds no fewer lines. */
const ENOUGH = 4;
/** Invalid bytes decode to this, so that it need not stand in the bytes. */
const REPLACEMENT = 0xfffd;
const COMMON = /^[A-Za-z0-9 \t\v\f]$/;

type Strings = readonly string[];

/** What is known of a node's matches. */
interface Known {
  /** All of them, if they are few. */
  readonly exact: Strings | undefined;
  /** Every one holds one of these. */
  readonly required: Strings | undefined;
}

const NOTHING: Known = { exact: undefined, required: undefined };

const unique = (strings: Strings): Strings => [...new Set(strings)];

function cross(left: Strings, right: Strings): Strings | undefined {
  if (left.length * right.length > MOST_EXACT) return undefined;
  const out = unique(left.flatMap((head) => right.map((tail) => head + tail)));
  return out.some((one) => one.length > LONGEST) ? undefined : out;
}

const bytes = (text: string): number => Buffer.byteLength(text);

const shortest = (strings: Strings): number => Math.min(...strings.map(bytes));

const fits = (strings: Strings): boolean => strings.length <= (shortest(strings) >= LONG ? MOST_LONG : MOST_SHORT);

/** Without those that hold another one. */
const minimal = (strings: Strings): Strings =>
  strings.filter((one) => !strings.some((other) => other !== one && one.includes(other)));

/** The first characters of each. */
const cut = (strings: Strings, length: number): Strings =>
  unique(strings.map((one) => [...one].slice(0, length).join("")));

/** Makes a set small enough, by shortening its strings where that must be; undefined where nothing useful is left. */
function usable(strings: Strings | undefined): Strings | undefined {
  if (strings === undefined || strings.length === 0 || strings.includes("")) return undefined;
  let out = minimal(unique(strings));
  for (let length = LONGEST; !fits(out) && length > 0; length--) out = minimal(cut(out, length));
  return fits(out) ? out : undefined;
}

/** The better of two sets: longer strings up to a point, then fewer, then longer. */
function better(a: Strings | undefined, b: Strings | undefined): Strings | undefined {
  const [left, right] = [usable(a), usable(b)];
  if (left === undefined || right === undefined) return left ?? right;
  const [one, other] = [shortest(left), shortest(right)];
  const order = Math.min(other, ENOUGH) - Math.min(one, ENOUGH) || left.length - right.length || other - one;
  return order <= 0 ? left : right;
}

function ofClass(node: Node & { type: "class" }): Known {
  if (count(node.ranges) > WIDEST || has(node.ranges, REPLACEMENT)) return NOTHING;
  return { exact: characters(node.ranges), required: undefined };
}

function ofSequence(parts: readonly Node[]): Known {
  let run: Strings = [""];
  let required: Strings | undefined;
  let whole = true;
  for (const part of parts) {
    const known = find(part);
    const longer = known.exact && cross(run, known.exact);
    if (longer === undefined) {
      whole = false;
      required = better(better(required, run), known.required);
    }
    run = longer ?? known.exact ?? [""];
  }
  return whole ? { exact: run, required: undefined } : { exact: undefined, required: better(required, run) };
}

function ofChoice(parts: readonly Node[]): Known {
  const known = parts.map(find);
  const exact = known.every((one) => one.exact !== undefined) ? unique(known.flatMap((one) => one.exact!)) : undefined;
  if (exact !== undefined && exact.length <= MOST_EXACT) return { exact, required: undefined };
  const sets = known.map((one) => usable(one.exact) ?? one.required);
  return { exact: undefined, required: sets.every((set) => set !== undefined) ? usable(sets.flat()) : undefined };
}

/** What `times` in a row match, if they are few. */
function power(exact: Strings | undefined, times: number): Strings | undefined {
  let out: Strings | undefined = [""];
  for (let done = 0; done < times && out !== undefined; done++) out = exact && cross(out, exact);
  return out;
}

function ofRepeat(node: Node & { type: "repeat" }): Known {
  if (node.max === 0) return { exact: [""], required: undefined };
  const known = find(node.body);
  if (node.min === 0) {
    const optional = node.max === 1 && known.exact && known.exact.length < MOST_EXACT;
    return optional ? { exact: unique(["", ...known.exact]), required: undefined } : NOTHING;
  }
  const least = power(known.exact, node.min);
  if (node.min === node.max && least !== undefined) return { exact: least, required: undefined };
  return { exact: undefined, required: better(known.required, least ?? known.exact) };
}

function find(node: Node): Known {
  switch (node.type) {
    case "class":
      return ofClass(node);
    case "assertion":
      return { exact: [""], required: undefined };
    case "group":
      return find(node.body);
    case "sequence":
      return ofSequence(node.parts);
    case "choice":
      return ofChoice(node.parts);
    case "repeat":
      return ofRepeat(node);
  }
}

/** Strings one of which every match holds; empty where none are known that would spare any work. */
export function literalsOf(node: Node): string[] {
  const known = find(node);
  const best = usable(known.exact) ?? known.required ?? [];
  return best.some((one) => COMMON.test(one)) ? [] : [...best].sort();
}
