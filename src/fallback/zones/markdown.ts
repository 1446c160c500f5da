/**
 * Prose with code in it. Markdown: fenced code in other languages, code in the text, front matter. Literate Haskell: its two ways. Rust: crates/core/src/zones/markdown.rs.
 */
import type { Hook } from "./hook.ts";
import { isBlank, isEnd } from "./behind.ts";
import { embed } from "./embed.ts";
import { GENERIC, languageNamed } from "./language.ts";
import { grammarOf } from "./rule.ts";
import { LOOK } from "./run.ts";

/** The longest name of a language after a fence. */
const NAME = 32;
const TICK = 96;

const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** How many of a byte stand at `at`. */
function count(bytes: Uint8Array, at: number, byte: number): number {
  let end = at;
  while (end < bytes.length && bytes[end] === byte) end++;
  return end - at;
}

/** The language in an info string: `js`, `{.python #id}`, `rust,ignore`, `ts:file.ts`. */
function nameIn(info: string): string {
  const rest = info.replace(/^[ \t\v\f{.]+/, "");
  return rest.slice(0, NAME).split(/[ \t\v\f{},:;"']/, 1)[0]!;
}

/** A line of three or more backticks or tildes opens code, up to a line of as many. */
export const fence: Hook = (run, rule, at) => {
  const byte = rule.open[0]!;
  const rest = run.bytes.subarray(at, at + LOOK);
  const least = count(rest, 0, byte);
  let end = 0;
  while (end < rest.length && !isEnd(rest[end]!)) end++;
  const info = rest.subarray(least, end);
  if (byte === TICK && info.includes(TICK)) return false;
  const unknown = info.every(isBlank) ? languageNamed("plain")! : GENERIC;
  run.settle(at + end);
  embed(run, grammarOf(languageNamed(nameIn(latin(info))) ?? unknown), { what: "ticks", byte, least });
  return true;
};

/** Code in the text, between as many backticks, on one line: what it holds means nothing. */
export const ticks: Hook = (run, _rule, at) => {
  const rest = run.bytes.subarray(at, at + LOOK / 2);
  const open = count(rest, 0, TICK);
  let end = open;
  for (let from = open; from < rest.length && !isEnd(rest[from]!);) {
    const length = count(rest, from, TICK);
    from += length || 1;
    if (length !== open) continue;
    end = from;
    break;
  }
  // Where nothing closes it, its backticks are passed at once, so that each is looked at once.
  run.settle(at + end);
  return true;
};

/** A line that opens code, up to a line that closes it. */
export const environment: Hook = (run, rule, at) => {
  run.settle(at + rule.open.length);
  embed(run, grammarOf(languageNamed(rule.embed)!), { what: "line", line: rule.close });
  return true;
};

/** Lines that begin with the same byte are code. */
export const birds: Hook = (run, rule, at) => {
  run.settle(at + rule.open.length);
  embed(run, grammarOf(languageNamed(rule.embed)!), { what: "margin", byte: rule.open[0]! });
  return true;
};

/** `---` at a content's start: front matter, up to the next such line. */
export const front: Hook = (run, rule, at) => {
  if (at + run.state.dropped > 0) return false;
  run.settle(at + rule.open.length);
  embed(run, grammarOf(languageNamed(rule.embed)!), { what: "line", line: rule.open });
  return true;
};
