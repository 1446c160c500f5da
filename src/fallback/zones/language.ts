/** Which language a file is in. Rust: crates/core/src/zones/language.rs. */
import { readTables, syntaxOf } from "../../generated/syntax.ts";

/** What a file of no known language is lexed as. */
export const GENERIC = 0;

/** How many bytes of a content are looked at for a shebang or a modeline. */
const HEAD = 512;

/** What may stand before a content without being part of it. */
export const BOM = [0xef, 0xbb, 0xbf];

const makeMaps = () => {
  const { names, filenames, extensions, shebangs } = readTables();
  return {
    names: new Map(names),
    filenames: new Map(filenames),
    extensions: new Map(extensions),
    shebangs: new Map(shebangs),
  };
};

let made: ReturnType<typeof makeMaps> | undefined;

/** Made when a language is first asked for. */
const mapsOf = (): ReturnType<typeof makeMaps> => (made ??= makeMaps());

/** ASCII letters in lower case: others differ between languages of programming. */
const lower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** The language that a file's name tells, if it does. */
export function byFile(name: string): number | undefined {
  const found = mapsOf().filenames.get(name);
  if (found !== undefined) return found;
  const small = lower(name);
  for (let dot = small.indexOf("."); dot >= 0; dot = small.indexOf(".", dot + 1)) {
    const language = mapsOf().extensions.get(small.slice(dot));
    if (language !== undefined) return language;
  }
  return undefined;
}

const basename = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** The language of `#!/usr/bin/env -S python3.11 -u`. */
function shebang(line: string): number | undefined {
  if (!line.startsWith("#!")) return undefined;
  const [first, ...others] = line
    .slice(2)
    .split(/[ \t]+/)
    .filter((word) => word !== "")
    .map(basename);
  const program = first === "env" ? others.find((word) => !word.startsWith("-") && !word.includes("=")) : first;
  if (program === undefined) return undefined;
  return mapsOf().shebangs.get(program) ?? mapsOf().shebangs.get(program.replace(/[0-9.-]+$/, ""));
}

/** What a content begins with that leaves no doubt. */
const OPENINGS: readonly (readonly [string, string])[] = [
  ["<?php", "php"],
  ["<?xml", "xml"],
  ["<!doctype html", "html"],
  ["<html", "html"],
];

function opening(head: string): number | undefined {
  const small = lower(head);
  const found = OPENINGS.find(([start]) => small.startsWith(start));
  return found && mapsOf().names.get(found[1]);
}

const trim = (text: string): string => text.replace(/^[ \t\n\r\f]+|[ \t\n\r\f]+$/g, "");

function emacs(line: string): string | undefined {
  const inner = line.split("-*-", 3)[1];
  if (inner === undefined || line.split("-*-", 3).length < 3) return undefined;
  const mode = inner.split(";").find((pair) => lower(trim(pair)).startsWith("mode:"));
  if (mode !== undefined) return trim(trim(mode).slice("mode:".length));
  return inner.includes(":") ? undefined : trim(inner);
}

const MARKS = ["vim:", "vi:", "ex:"];
const KEYS = ["ft=", "filetype=", "syntax=", "syn="];

function vim(line: string): string | undefined {
  const mark = MARKS.find((one) => line.includes(one));
  if (mark === undefined) return undefined;
  const words = line.slice(line.indexOf(mark) + mark.length).split(/[ \t:]/);
  const word = words.find((one) => KEYS.some((key) => one.startsWith(key)));
  return word?.slice(word.indexOf("=") + 1);
}

/** The language of `-*- mode: python -*-`, `-*- C++ -*-` or `vim: set ft=sh:`. */
function modeline(line: string): number | undefined {
  const name = emacs(line) ?? vim(line);
  return name === undefined ? undefined : mapsOf().names.get(lower(name));
}

function spoken(bytes: Uint8Array): number | undefined {
  const start = BOM.every((byte, index) => bytes[index] === byte) ? BOM.length : 0;
  const head = Buffer.from(bytes.subarray(start, start + HEAD)).toString("latin1");
  const [first = "", second = ""] = head.split(/[\r\n]+/).filter((line) => line !== "");
  return shebang(first) ?? modeline(first) ?? modeline(second) ?? opening(head);
}

/**
 * The language of a file: by its name, else its extension (the longest that is known, in any case), else the interpreter
 * of its first line, else a modeline in its first two lines, else how it
 * begins, else {@link GENERIC}.
 *
 * @param bytes - the content's start, without a byte order mark
 */
export const languageFor = (path: string, bytes: Uint8Array): number =>
  byFile(basename(path)) ?? spoken(bytes) ?? GENERIC;

/** The language of that name or alias, in any case. */
export const languageNamed = (name: string): number | undefined => mapsOf().names.get(lower(name));

/** What a language is called. */
export const languageName = (language: number): string => syntaxOf(language).as;
