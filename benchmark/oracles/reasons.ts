/** Why our comments and an oracle's may differ, and who is right: docs/design/zones.md, "Differences from the oracles". */
import type { Difference } from "./types.ts";

interface Reason {
  readonly name: string;
  readonly languages: readonly string[];
  /** Whether it is the reason of a difference; the file's bytes tell what stands there. */
  holds(difference: Difference, bytes: Uint8Array): boolean;
}

const CR = 13;
const LF = 10;

/** The text before a place: what a difference has its cause in stands above it. */
const before = (bytes: Uint8Array, to: number): string => Buffer.from(bytes.subarray(0, to)).toString("latin1");

const reasons: readonly Reason[] = [
  {
    name: "lone-cr",
    languages: ["Rust"],
    holds: ({ ours, theirs }, bytes) =>
      ours !== null &&
      theirs !== null &&
      ours[0] === theirs[0] &&
      ours[1] < theirs[1] &&
      bytes[ours[1]] === CR &&
      bytes[ours[1] + 1] !== LF,
  },
  {
    name: "interpreter-line-below",
    languages: ["Rust"],
    holds: ({ ours, text }, bytes) =>
      ours !== null && text.startsWith("//") && /\n#!\/.*$/.test(before(bytes, ours[0])),
  },
  {
    name: "typescript-in-javascript",
    languages: ["JavaScript"],
    holds: ({ ours, theirs }, bytes) => {
      const text = before(bytes, Math.max(ours?.[0] ?? 0, theirs?.[0] ?? 0));
      return /^\/{4} \[.*\.tsx?\]/.test(text) && /[{(:;,=] ?<[a-z]\w*>\(/.test(text);
    },
  },
  {
    name: "blank-before",
    languages: ["C#"],
    holds: ({ ours, theirs }, bytes) =>
      ours !== null && theirs !== null && ours[0] === theirs[0] + 1 && ours[1] === theirs[1] && bytes[theirs[0]] === 32,
  },
  {
    name: "directive",
    languages: ["C", "C++"],
    holds: ({ ours, theirs }, bytes) => {
      const lines = before(bytes, Math.min(ours?.[0] ?? Infinity, theirs?.[0] ?? Infinity)).split("\n");
      const [above = "", line = ""] = lines.slice(-2);
      return line.startsWith("#define") && (above.endsWith("/") || line.split('"').length % 2 === 0);
    },
  },
  {
    name: "text-of-here-document",
    languages: ["Bash", "PHP"],
    holds: ({ theirs }, bytes) => theirs !== null && hereDocument(before(bytes, theirs[0])),
  },
];

/** Whether the text ends inside of a here-document: its last opener's word has not stood alone on a line since. */
function hereDocument(text: string): boolean {
  const openers = [...text.matchAll(/<<[<~-]?[ \t]*(?:\\|["'])?([A-Za-z_]\w*)/g)];
  return openers.some(({ 1: word, index }) => !new RegExp(`\\n[ \\t]*${word}\\b`).test(text.slice(index)));
}

/** The difference with the first reason that holds, if one does. */
export function explain(language: string, difference: Difference, bytes: Uint8Array): Difference {
  const reason = reasons.find((one) => one.languages.includes(language) && one.holds(difference, bytes));
  return reason ? { ...difference, reason: reason.name } : difference;
}
