/** Trees that are the same on every machine: 45 tags to each 100 files. */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { work } from "./places.ts";
import type { Tree } from "./types.ts";

/** Raise it when the contents change: trees made before are then made again. */
const edition = 1;

const languages = [
  { extension: "ts", comment: "//" },
  { extension: "py", comment: "#" },
  { extension: "rs", comment: "//" },
  { extension: "c", comment: "//" },
  { extension: "md", comment: "" },
];
const types = ["SPEC", "CODE", "TEST", "DOC"];
const words =
  "value index result buffer state error count name open close read node next parse format return while match".split(
    " ",
  );

/** A small generator of numbers below 2^32: the same seed gives the same row. */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}

/** How many tags file `index` holds: in each hundred, 30 files hold one and 5 hold three. */
export function tagsIn(index: number): number {
  const place = index % 100;
  return place < 30 ? 1 : place < 35 ? 3 : 0;
}

export function tagsAmong(files: number): number {
  let total = 0;
  for (let index = 0; index < files; index++) total += tagsIn(index);
  return total;
}

function filler(next: () => number): string {
  const count = 3 + (next() % 9);
  return Array.from({ length: count }, () => words[next() % words.length]).join(" ");
}

/** File `index`: its path, relative to the tree, and its text. */
export function file(index: number): { path: string; text: string } {
  const next = numbers(index * 2654435761 + edition);
  const { extension, comment } = languages[next() % languages.length]!;
  const lines = Array.from({ length: 20 + (next() % 60) }, () => `${"  ".repeat(next() % 4)}${filler(next)}`);
  for (let tag = 0; tag < tagsIn(index); tag++)
    lines[(next() % 6) + tag * 6] =
      `${comment} @TAG[${types[next() % types.length]}:item-${index}-${tag}] ${filler(next)}`;
  const folder = Math.floor(index / 100);
  return {
    path: `${Math.floor(folder / 100)}/${folder % 100}/file${index}.${extension}`,
    text: `${lines.join("\n")}\n`,
  };
}

function write(root: string, files: number): void {
  let last = "";
  for (let index = 0; index < files; index++) {
    const { path, text } = file(index);
    const target = join(root, path);
    if (dirname(target) !== last) mkdirSync((last = dirname(target)), { recursive: true });
    writeFileSync(target, text);
  }
}

/** Written beside its place and moved there, so that whoever finds it finds it whole, and several can make it at once. */
function make(path: string, files: number): void {
  const aside = mkdtempSync(`${path}-`);
  write(aside, files);
  try {
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { recursive: true });
    // Another one was first.
    if (!existsSync(path)) throw error;
  }
}

/** A tree of so many files, made unless it is there already. */
export function synthetic(files: number): Tree {
  const name = `synthetic-${files}`;
  const path = join(work("synthetic"), `${name}.${edition}`);
  if (!existsSync(path)) make(path, files);
  return { name, path };
}
