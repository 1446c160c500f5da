/** Colour on standard output, and signs. */
import { isatty } from "node:tty";

/** Opening and closing codes. */
const codes = {
  gray: [90, 39],
  cyan: [36, 39],
  green: [32, 39],
  red: [31, 39],
  yellow: [33, 39],
  underline: [4, 24],
} as const;

type Color = keyof typeof codes;

function isColored(): boolean {
  const { FORCE_COLOR, TERM } = process.env;
  if (FORCE_COLOR === undefined) return isatty(1) && TERM !== "dumb";
  return FORCE_COLOR === "" || FORCE_COLOR === "true" || Number.parseInt(FORCE_COLOR, 10) > 0;
}

let colored: boolean | undefined;

/** Colours a value's text where standard output is a terminal or `FORCE_COLOR` says so; asked once a process. */
export function paint(color: Color, value: unknown): string {
  const text = String(value);
  colored ??= isColored();
  if (!colored || text === "") return text;
  const [open, close] = codes[color].map((code) => `\x1b[${code}m`) as [string, string];
  const inner = text.replaceAll(close, close + open).replace(/\r?\n/g, (end) => close + end + open);
  return open + inner + close;
}

/** The console of Linux has no such signs. */
const isPlain = process.platform !== "win32" && process.env.TERM === "linux";

export const signs = {
  success: (): string => paint("green", isPlain ? "√" : "✔"),
  warning: (): string => paint("yellow", isPlain ? "‼" : "⚠"),
  error: (): string => paint("red", isPlain ? "×" : "✖"),
} as const;
