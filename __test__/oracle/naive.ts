/**
 * What a text holds, found the slow and obvious way: line by line, one detector after the other, with JavaScript's own RegExp. It
 * shares nothing with either engine. For texts of less than a block; see docs/design/matching.md.
 */
import { crc32 } from "node:zlib";

export interface Found {
  readonly detector: string;
  readonly kind: string;
  readonly name: string;
  readonly text: string;
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  readonly length: number;
  readonly fields: Readonly<Record<string, string>>;
  readonly context?: string;
}

export interface Said {
  readonly code: string;
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  readonly length: number;
}

/** A decoded line and the way back: `offsets[i]` is where UTF-16 unit i starts in the file; one more for the end. */
interface Line {
  readonly text: string;
  readonly offsets: readonly number[];
  readonly number: number;
}

/** A match within a line, in UTF-16 units. */
interface Match {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
  readonly name: string;
  readonly text?: string;
  readonly fields: Readonly<Record<string, string>>;
}

interface Miss {
  readonly start: number;
  readonly end: number;
  readonly code: string;
}

type Judge = (line: string, number: number, path: string) => { matches: Match[]; misses: Miss[] };

const VALID =
  /[\0-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}/y;
const SUBPART =
  /\xe0[\xa0-\xbf]?|[\xe1-\xec\xee\xef][\x80-\xbf]?|\xed[\x80-\x9f]?|\xf0(?:[\x90-\xbf][\x80-\xbf]?)?|[\xf1-\xf3](?:[\x80-\xbf][\x80-\xbf]?)?|\xf4(?:[\x80-\x8f][\x80-\xbf]?)?|[^]/y;

interface Decoded {
  text: string;
  offsets: number[];
  /** The first maximal subpart that is not UTF-8, in bytes. */
  invalid?: { at: number; length: number };
}

function stick(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function decode8(content: Buffer): Decoded {
  const bytes = content.toString("latin1");
  const out: Decoded = { text: "", offsets: [] };
  for (let at = bytes.startsWith("\xef\xbb\xbf") ? 3 : 0; at < bytes.length;) {
    const valid = stick(VALID, bytes, at);
    const taken = valid ?? stick(SUBPART, bytes, at)!;
    const text = valid === undefined ? "\ufffd" : Buffer.from(valid, "latin1").toString();
    if (valid === undefined) out.invalid ??= { at, length: taken.length };
    for (const _ of text.split("")) out.offsets.push(at);
    out.text += text;
    at += taken.length;
  }
  out.offsets.push(content.length);
  return out;
}

function decode16(content: Buffer, bigEndian: boolean): Decoded {
  let text = "";
  for (let at = 2; at + 1 < content.length; at += 2) {
    text += String.fromCharCode(bigEndian ? content.readUInt16BE(at) : content.readUInt16LE(at));
  }
  text = text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
  if (content.length % 2 === 1) text += "\ufffd";
  return { text, offsets: Array.from({ length: text.length + 1 }, (_, unit) => 2 + 2 * unit) };
}

function decode(content: Buffer): Decoded {
  const mark = content.subarray(0, 2).toString("latin1");
  if (mark === "\xff\xfe" || mark === "\xfe\xff") return decode16(content, mark === "\xfe\xff");
  return decode8(content);
}

function split({ text, offsets }: Decoded): Line[] {
  const lines: Line[] = [];
  let from = 0;
  for (const match of text.matchAll(/\r\n|\r|\n|$/g)) {
    const end = match.index;
    lines.push({ text: text.slice(from, end), offsets: offsets.slice(from, end + 1), number: lines.length + 1 });
    from = end + match[0].length;
  }
  return lines;
}

const trim = (text: string): string => text.replace(/^[ \t\v\f]+/, "").replace(/[ \t\v\f]+$/, "");
const AT_END = ['"""', "'''", "#}", "*)", "-}", "%>", "|#", "=#"];

function describe(rest: string): string {
  const text = trim(rest.split(/\*\/|-->/)[0]!);
  const closer = AT_END.find((one) => text.endsWith(one));
  return closer === undefined ? text : trim(text.slice(0, -closer.length));
}

const judgeTag: Judge = (line) => {
  const matches: Match[] = [];
  const misses: Miss[] = [];
  const miss = (start: number, end: number, code: string) => {
    misses.push({ start, end, code });
    return end;
  };
  for (let at = line.indexOf("@TAG"); at >= 0; at = line.indexOf("@TAG", at)) {
    const rest = line.slice(at);
    const spaced = /^@TAG[ \t\v\f]+\[/.exec(rest)?.[0];
    const inside = /^@TAG\[((?:(?!@TAG\[)[^\]])*)(\]?)/.exec(rest);
    if (spaced !== undefined) at = miss(at, at + spaced.length, "E_TAG_SPACE");
    else if (inside === null) at += 4;
    else if (inside[2] === "") {
      miss(at, at + inside[0].replace(/[ \t\v\f]+$/, "").length, "E_TAG_UNCLOSED");
      at += inside[0].length;
    } else {
      const raw = inside[1]!;
      const end = at + inside[0].length;
      const parts = /^([A-Z]+):([^]*)$/.exec(raw);
      if (parts === null) miss(at, end, "E_TAG_TYPE");
      else if (trim(parts[2]!) === "") miss(at, end, "E_TAG_ID");
      else matches.push({ start: at, end, kind: parts[1]!, name: trim(parts[2]!), fields: { dialect: "tag", raw } });
      at = end;
    }
  }
  return { matches, misses };
};

const judgeHash: Judge = (line) => {
  const all = line.matchAll(/(?<![A-Za-z0-9_])#([A-Z]+)-([0-9]+)(?![A-Za-z0-9_])/g);
  const matches = [...all].map((m) => ({
    ...{ start: m.index, end: m.index + m[0].length, kind: m[1]!, name: m[2]! },
    fields: { dialect: "hash" },
  }));
  return { matches, misses: [] };
};

const MOAI =
  /@(SPEC|CODE|TEST|DOC):(?:([A-Z]+(?:-[A-Z]+)*-[0-9]{3,})(?![A-Za-z0-9_])(?:(?<=@CODE:[A-Z0-9-]*):([A-Z]+)(?![A-Za-z0-9_]))?)?/g;

const judgeMoai: Judge = (line) => {
  const matches: Match[] = [];
  const misses: Miss[] = [];
  for (const m of line.matchAll(MOAI)) {
    const [start, end] = [m.index, m.index + m[0].length];
    if (m[2] === undefined) misses.push({ start, end, code: "E_TAG_FORM" });
    else matches.push({ start, end, kind: m[1]!, name: m[2], fields: { dialect: "moai", ...(m[3] && { sub: m[3] }) } });
  }
  return { matches, misses };
};

const WORD = "[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}-]";
const NAME = `\\p{Alphabetic}${WORD}*(?:\\.${WORD}+)*`;
const B = "[ \\t\\v\\f]*";
const OFT = new RegExp(
  `\\[${B}([A-Za-z]+)(?:~(${NAME})?~([0-9]+))?${B}->` +
    `(?<tail>${B}([A-Za-z]+~(${NAME})~[0-9]+)${B}(?:>>${B}([A-Za-z]+(?:${B},${B}[A-Za-z]+)*)${B})?\\])?`,
  "gu",
);

const judgeOft: Judge = (line, number, path) => {
  const matches: Match[] = [];
  const misses: Miss[] = [];
  if (!line.includes("~")) return { matches, misses };
  OFT.lastIndex = 0;
  for (let m = OFT.exec(line); m !== null; m = OFT.exec(line)) {
    const [start, end] = [m.index, OFT.lastIndex];
    if (m[4] === undefined) {
      misses.push({ start, end, code: "E_TAG_FORM" });
      OFT.lastIndex = start + 1;
      continue;
    }
    const [covers, covered, needs] = [m[5]!, m[6]!, m[7]?.replace(/[ \t\v\f]/g, "")];
    const made = `${covered}-${crc32(`${path}${number}${matches.length}${covers}`)}`;
    const name = m[2] ?? (needs === undefined ? made : covered);
    matches.push({
      ...{ start, end, kind: m[1]!, name },
      fields: { dialect: "oft", revision: m[3] ?? "0", covers, ...(needs === undefined ? {} : { needs }) },
    });
  }
  return { matches, misses };
};

const dialects: Readonly<Record<string, Judge>> = { tag: judgeTag, hash: judgeHash, moai: judgeMoai, oft: judgeOft };

function judgePattern(name: string, source: string): Judge {
  const pattern = new RegExp(source, "gu");
  return (line) => {
    const all = [...line.matchAll(pattern)].filter((m) => m[0] !== "");
    return { matches: all.map((m) => custom(name, m)), misses: [] };
  };
}

function custom(detector: string, m: RegExpMatchArray): Match {
  const { kind, name, text, ...others } = m.groups ?? {};
  const fields = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined));
  const [start, end] = [m.index!, m.index! + m[0].length];
  return { start, end, kind: kind ?? detector, name: name ?? "", text: trim(text ?? m[0]), fields };
}

const place = ({ offsets, number }: Line, { start, end }: { start: number; end: number }, units: number) => ({
  ...{ line: number, column: start + 1, offset: offsets[start]! },
  // In UTF-16 a unit is two bytes, even the one that stands for an odd last byte.
  length: units ? units * (end - start) : offsets[end]! - offsets[start]!,
});

function cut(line: string): string {
  const bytes = Buffer.from(line);
  let end = Math.min(4096, bytes.length);
  while (end < bytes.length && (bytes[end]! & 0xc0) === 0x80) end--;
  return bytes.toString("utf8", 0, end);
}

function context(lines: readonly Line[], number: number, around: number): string {
  const last = lines.at(-1)!.text === "" ? lines.slice(0, -1) : lines;
  return last
    .slice(Math.max(0, number - 1 - around), number + around)
    .map((line) => cut(line.text))
    .join("\n");
}

export interface Question {
  readonly path: string;
  readonly dialects: readonly string[];
  /** Name to the source for JavaScript's RegExp. */
  readonly patterns: Readonly<Record<string, string>>;
  readonly context: number;
}

/** All tags and diagnostics of a text, in the order of the engines. */
export function naive(content: Buffer, question: Question): { tags: Found[]; diagnostics: Said[] } {
  const wide = ["\xff\xfe", "\xfe\xff"].includes(content.subarray(0, 2).toString("latin1"));
  if (content.subarray(0, 4).equals(Buffer.from([0xff, 0xfe, 0, 0]))) {
    return { tags: [], diagnostics: [{ code: "E_FILE_ENCODING", line: 0, column: 0, offset: 0, length: 0 }] };
  }
  if (content.subarray(0, 4).equals(Buffer.from([0, 0, 0xfe, 0xff]))) {
    return { tags: [], diagnostics: [{ code: "E_FILE_ENCODING", line: 0, column: 0, offset: 0, length: 0 }] };
  }
  if (!wide && content.subarray(0, 8192).includes(0)) return { tags: [], diagnostics: [] };
  const decoded = decode(content);
  const lines = split(decoded);
  const judges: [string, Judge][] = [
    ...question.dialects.map((name): [string, Judge] => ["trace", dialects[name]!]),
    ...Object.entries(question.patterns).map(([name, source]): [string, Judge] => [name, judgePattern(name, source)]),
  ];
  const tags: Found[] = [];
  const diagnostics: Said[] = [];
  for (const [detector, judge] of judges) {
    for (const line of lines) {
      const { matches, misses } = judge(line.text, line.number, question.path);
      matches.forEach((match, index) => {
        const rest = line.text.slice(match.end, matches[index + 1]?.start);
        tags.push({
          ...{ detector, kind: match.kind, name: match.name, text: match.text ?? describe(rest) },
          ...place(line, match, wide ? 2 : 0),
          fields: match.fields,
          ...(question.context > 0 ? { context: context(lines, line.number, question.context) } : {}),
        });
      });
      for (const miss of misses) diagnostics.push({ code: miss.code, ...place(line, miss, wide ? 2 : 0) });
    }
  }
  if (tags.length > 0 && decoded.invalid) diagnostics.push(invalid(lines, decoded.invalid));
  return { tags: sorted(tags), diagnostics: sorted(diagnostics) };
}

function invalid(lines: readonly Line[], { at, length }: { at: number; length: number }): Said {
  const line = lines.findLast(({ offsets }) => offsets[0]! <= at)!;
  return { code: "E_FILE_UTF8", line: line.number, column: line.offsets.indexOf(at) + 1, offset: at, length };
}

/** Array.prototype.sort is stable, so that equal offsets keep the order of the detectors. */
const sorted = <T extends { offset: number }>(list: T[]): T[] => list.sort((a, b) => a.offset - b.offset);
