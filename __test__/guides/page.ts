/** Reads a page: its front matter, and its blocks of code. */
import { readFileSync } from "node:fs";

/** A block of code. */
export interface Block {
  readonly language: string;
  /** What stands behind the language: `fails`, `file=a.json`. A digit would be a line that the site paints. */
  readonly words: Readonly<Record<string, string>>;
  readonly text: string;
  /** Of its first line of code, from 0. */
  readonly line: number;
}

/** A page. */
export interface Page {
  readonly path: string;
  readonly lines: readonly string[];
  readonly blocks: readonly Block[];
}

const home = new URL("../../", import.meta.url);
const FENCE = /^(`{3,})(\S*)\s*(.*)$/;

const readWords = (text: string): Record<string, string> =>
  Object.fromEntries(text.split(" ").map((word) => [word.split("=")[0]!, word.slice(word.indexOf("=") + 1)]));

function* readBlocks(lines: readonly string[]): Iterable<Block> {
  for (let at = 0; at < lines.length; at++) {
    const [, fence, language, rest] = FENCE.exec(lines[at]!) ?? [];
    if (fence === undefined) continue;
    const end = lines.indexOf(fence, at + 1);
    if (end === -1) throw new Error(`line ${at + 1}: a block without an end`);
    const text = lines.slice(at + 1, end).join("\n");
    yield { language: language!, words: rest === "" ? {} : readWords(rest!), text: `${text}\n`, line: at + 1 };
    at = end;
  }
}

/** A page of a text. */
export function toPage(path: string, text: string): Page {
  const lines = text.split("\n");
  return { path, lines, blocks: [...readBlocks(lines)] };
}

/** Reads a page of the repository. */
export const readPage = (path: string): Page => toPage(path, readFileSync(new URL(path, home), "utf8"));

/** A command of a block that shows a terminal, and what it prints. */
export interface Shown {
  readonly command: string;
  readonly output: string;
}

/** `$ command`, perhaps over several lines that end in a backslash, then what is printed. */
export function readShown(text: string): Shown[] {
  return text
    .replaceAll("\\\n", "\\\u0000")
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command, ...output] = part.split("\n");
      return { command: command!.replaceAll("\u0000", "\n"), output: output.join("\n").replaceAll("\u0000", "\n") };
    });
}
