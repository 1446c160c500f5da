import { deepStrictEqual } from "node:assert";
import test from "ava";
import fc from "fast-check";
import { languageFor, languageName, languageNamed, Lexer, mapZones, WIDTH, zones } from "../src/fallback/zones.ts";
import { findNative } from "../src/engine/found.ts";
import { readyEngine } from "../src/engine/ready.ts";
import { settings } from "./oracle/arbitrary.ts";
import { engines } from "./oracle/compare.ts";
import { source, spoken } from "./oracle/mixed.ts";
import { bytes, cases, type Content } from "./oracle/tree.ts";

type Expected = readonly [zone: string, text: string, open?: number, close?: number];

interface ZoneCase extends Content {
  readonly name: string;
  readonly path?: string;
  readonly language?: string;
  /** What the language is called. */
  readonly is?: string;
  readonly spans?: readonly Expected[];
}

const items = cases<ZoneCase>("zones");

function said(content: Buffer, spans: ArrayLike<number>, expected: readonly Expected[]) {
  return Array.from({ length: spans.length / WIDTH }, (_, index) => {
    const [start, end, zone, open, close] = Array.from({ length: WIDTH }, (_, part) => spans[index * WIDTH + part]!);
    const own = content.toString("utf8", start, end);
    return [zones[zone!], own, ...(expected[index] !== undefined && expected[index].length > 2 ? [open, close] : [])];
  });
}

for (const { file, item } of items) {
  test(`${file}: ${item.name}`, (t) => {
    const content = bytes(item);
    const path = item.path ?? "";
    if (item.is !== undefined) t.is(languageName(languageFor(path, content)), item.is);
    if (item.spans === undefined) return;
    for (const name of engines) {
      const spans = readyEngine(findNative(name)).zones(path, content, item.language);
      t.deepEqual(said(content, spans, item.spans), item.spans as unknown as unknown[][], name);
    }
  });
}

test("the fallback: cuts change nothing", (t) => {
  for (const { file, item } of items) {
    const content = bytes(item);
    const language =
      item.language === undefined ? languageFor(item.path ?? "", content) : languageNamed(item.language)!;
    if (content.length > 4096 || content[0] === 0xef) continue;
    const whole = [...mapZones(item.path ?? "", content, item.language)];
    for (let cut = 0; cut <= content.length; cut++) {
      const lexer = new Lexer(language);
      const spans: number[] = [];
      lexer.advance(content.subarray(0, cut), cut, false, spans);
      lexer.advance(content, content.length, true, spans);
      t.deepEqual(spans, whole, `${file}: ${item.name}, cut at ${cut}`);
    }
  }
});

test("names of cases are unique in their file", (t) => {
  const titles = items.map(({ file, item }) => `${file}: ${item.name}`);
  t.is(new Set(titles).size, titles.length);
  t.true(titles.length > 0);
});

/** Every byte's zone, and where spans open and close. */
function drawn(spans: ArrayLike<number>, length: number): string {
  const zone = new Uint8Array(length);
  const marks: string[] = [];
  for (let at = 0; at < spans.length; at += WIDTH) {
    zone.fill(spans[at + 2]!, spans[at], spans[at + 1]);
    if (spans[at + 3]! > 0) marks.push(`${spans[at]}+${spans[at + 3]}`);
    if (spans[at + 4]! > 0) marks.push(`${spans[at + 1]}-${spans[at + 4]}`);
  }
  return `${zone.join("")} ${marks.join(" ")}`;
}

/** Spans are in order, apart, inside of the content and not empty. */
function check(spans: ArrayLike<number>, length: number): void {
  let before = 0;
  for (let at = 0; at < spans.length; at += WIDTH) {
    const [start, end, zone, open, close] = Array.from({ length: WIDTH }, (_, part) => spans[at + part]!) as [
      number,
      number,
      number,
      number,
      number,
    ];
    deepStrictEqual([start >= before, end > start, end <= length, zone >= 1 && zone <= 3], [true, true, true, true]);
    deepStrictEqual(open + close <= end - start, true, `${start}-${end}: ${open}, ${close}`);
    before = end;
  }
}

/** With the bytes before a cut dropped as far as they can be. */
function cutAt(bytes: Buffer, cut: number, language: number): number[] {
  const lexer = new Lexer(language);
  const first: number[] = [];
  lexer.advance(bytes.subarray(0, cut), cut, false, first);
  const by = lexer.position;
  lexer.shift(by);
  const rest: number[] = [];
  lexer.advance(bytes.subarray(by), bytes.length - by, true, rest);
  return [...first, ...rest.map((value, index) => (index % WIDTH < 2 ? value + by : value))];
}

test("any source, in any language: the engines agree, spans are sound, cuts change nothing", (t) => {
  const law = ({ language, bytes }: { language: string; bytes: Buffer }, cut: number) => {
    const whole = mapZones("", bytes, language);
    check(whole, bytes.length);
    for (const name of engines)
      deepStrictEqual([...readyEngine(findNative(name)).zones("", bytes, language)], [...whole], name);
    if (bytes[0] === 0xef) return;
    const spans = cutAt(bytes, cut % (bytes.length + 1), languageNamed(language)!);
    deepStrictEqual(drawn(spans, bytes.length), drawn(whole, bytes.length), `cut at ${cut % (bytes.length + 1)}`);
  };
  t.notThrows(() => fc.assert(fc.property(spoken, fc.nat(400), law), settings(6000)));
});

test("any source, by any path: the engines agree", (t) => {
  const paths = fc.constantFrom(
    "a.vue",
    "a.md",
    "a.php",
    "a.html",
    "a.svelte",
    "a.astro",
    "a.tsx",
    "a.rb",
    "a.pl",
    "a.sh",
    "a.yml",
    "x",
  );
  const law = (path: string, bytes: Buffer) => {
    const whole = mapZones(path, bytes);
    check(whole, bytes.length);
    for (const name of engines)
      deepStrictEqual([...readyEngine(findNative(name)).zones(path, bytes)], [...whole], name);
  };
  t.notThrows(() => fc.assert(fc.property(paths, source, law), settings(3000)));
});
