/** `custom`: a user's pattern. The Rust twin is crates/core/src/custom.rs. */
import type { RE2JS } from "re2js";
import type { DetectorSpec } from "../engine/contract.ts";
import type { Found, Judge } from "./detector.ts";
import { TagwrightError } from "../model/error.ts";
import { require } from "../model/require.ts";
import { decode, encode, sequence, trim } from "./lines.ts";

type CustomSpec = DetectorSpec & { readonly type: "custom" };
type Engine = typeof import("re2js");
type Matcher = ReturnType<RE2JS["matcher"]>;

/** In a canonical pattern only a group is written like this: every other bracket is a code point in hexadecimal. */
const NAMED_GROUP = /\(\?P<(\w+)>/g;

/** The engine takes 20 ms to load, so that it is loaded when a pattern is there. */
let engine: Engine | undefined;

function compile({ name, pattern }: CustomSpec): RE2JS {
  engine ??= require("re2js") as Engine;
  try {
    return engine.RE2JS.compile(pattern.replace(NAMED_GROUP, "("));
  } catch (cause) {
    throw new TagwrightError("E_PATTERN_SIZE", `${name}: ${(cause as Error).message}`, { cause });
  }
}

/** Where the groups stand that a tag is made of; a group that the canonical pattern has not is -1. */
function readGroups(spec: CustomSpec): { kind: number; name: number; text: number; fields: number[] } {
  const names = [...spec.pattern.matchAll(NAMED_GROUP)].map((match) => match[1]);
  const indexOf = (name: string) => (names.includes(name) ? names.indexOf(name) + 1 : -1);
  return { kind: indexOf("kind"), name: indexOf("name"), text: indexOf("text"), fields: spec.fields.map(indexOf) };
}

/** A group's text as bytes, or undefined if it took no part. */
function read(matcher: Matcher, group: number): string | undefined {
  const value = group < 0 ? null : matcher.group(group);
  return value === null ? undefined : encode(value);
}

export function judgeCustom(spec: CustomSpec): Judge {
  const pattern = compile(spec);
  const groups = readGroups(spec);
  const ownKind = encode(spec.name);
  const make = (matcher: Matcher, start: number, end: number): Found => ({
    start,
    end,
    kind: read(matcher, groups.kind) ?? ownKind,
    name: read(matcher, groups.name) ?? "",
    text: trim(read(matcher, groups.text) ?? read(matcher, 0)!),
    fields: groups.fields.map((group) => read(matcher, group)),
  });
  return ({ text }, found) => {
    const decoded = decode(text);
    // A look without groups is much cheaper, and most lines hold nothing.
    if (!pattern.test(decoded)) return;
    const place = decoded === text ? (unit: number) => unit : placer(text);
    search(pattern.matcher(decoded), decoded, (matcher) => {
      const start = place(matcher.start());
      found.push(make(matcher, start, place(matcher.end())));
    });
  };
}

/** Gives every non-empty match to `take`. An empty one is passed over, one code point further. */
function search(matcher: Matcher, text: string, take: (matcher: Matcher) => void): void {
  for (let at = 0; at <= text.length && matcher.find(at);) {
    at = matcher.end();
    if (matcher.start() < at) take(matcher);
    else at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }
}

/** From UTF-16 units of the decoded text to bytes. Places must ascend: one pass serves them all. */
function placer(bytes: string): (unit: number) => number {
  let at = 0;
  let units = 0;
  return (unit) => {
    while (units < unit) {
      const length = bytes.charCodeAt(at) < 0x80 ? 1 : sequence(bytes, at, bytes.length);
      units += length === 4 ? 2 : 1;
      at += Math.abs(length);
    }
    return at;
  };
}
