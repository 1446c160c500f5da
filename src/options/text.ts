/** Values spelt as text: by flags and by environment variables. */
import type { OptionName } from "./types.ts";
import { badValue, checkValue, rowOf } from "./validate.ts";

const YES = new Set(["1", "true", "yes", "on"]);
const NO = new Set(["0", "false", "no", "off"]);

function readFlag(name: string, text: string): boolean {
  const word = text.trim().toLowerCase();
  if (!YES.has(word) && !NO.has(word)) throw badValue(name, "true or false", text);
  return YES.has(word);
}

/** A switch, or a folder: one that is called like a switch is written `./on`. */
function readPlace(text: string): boolean | string {
  const word = text.trim().toLowerCase();
  return YES.has(word) || NO.has(word) ? YES.has(word) : text;
}

function readNumber(name: string, text: string): number {
  if (!/^\s*\d{1,15}\s*$/.test(text)) throw badValue(name, rowOf(name as OptionName).expected, text);
  return Number(text);
}

const readList = (text: string): string[] =>
  text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");

function readPair(name: OptionName, text: string): [string, string] {
  const at = text.indexOf("=");
  if (at < 1 || (at === text.length - 1 && name !== "zones"))
    throw badValue(name, (rowOf(name).flag?.value ?? "").toUpperCase(), text);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** `comment,string` for all detectors, or `trace=comment`; blanks or semicolons stand between several. What is said later wins. */
function readZones(texts: readonly string[]): unknown {
  const parts = texts.flatMap((text) => text.split(/[\s;]+/)).filter((part) => part !== "");
  const all = parts.findLast((part) => !part.includes("="));
  const named = parts.filter((part) => part.includes("=")).map((part) => readPair("zones", part));
  if (named.length === 0) return readList(all ?? "");
  if (all !== undefined) throw badValue("zones", "a list for all detectors, or lists by name, not both", all);
  return Object.fromEntries(named.map(([name, list]) => [name, readList(list)]));
}

/**
 * The value of an option that text spells: `"4"` is the number 4, `"a,b"` a list, `"yes"` is true.
 *
 * @param name the option
 * @param text one spelling, or several of a repeatable flag
 * @returns a value that passed the option's schema. Throws E_OPTION_VALUE
 */
export function readText(name: OptionName, text: string | readonly string[]): unknown {
  const value = readForm(name, text);
  checkValue(name, value);
  return value;
}

function readForm(name: OptionName, text: string | readonly string[]): unknown {
  const { form, flag } = rowOf(name);
  const texts = typeof text === "string" ? [text] : text;
  const last = texts.at(-1) ?? "";
  if (form === "flag") return readFlag(name, last);
  if (form === "place") return readPlace(last);
  if (form === "number") return readNumber(name, last);
  if (form === "zones") return readZones(texts);
  if (form === "pairs") return Object.fromEntries(texts.map((one) => readPair(name, one)));
  if (form !== "list") return last;
  // What a repeated flag gives is not split: a glob may hold a comma.
  return flag?.repeat === true && text === texts ? [...texts] : texts.flatMap(readList);
}
