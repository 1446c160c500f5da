/** Colour, where it is wanted. */

const codes = {
  bold: "1",
  dim: "2",
  red: "31",
  green: "32",
  yellow: "33",
  blue: "34",
  magenta: "35",
  cyan: "36",
} as const;

export type Color = keyof typeof codes;

/** Colours a text, or leaves it as it is. */
export type Paint = (color: Color, text: string) => string;

const paint: Paint = (color, text) => (text === "" ? "" : `\x1b[${codes[color]}m${text}\x1b[0m`);
const plain: Paint = (_, text) => text;

const isOff = (word: string): boolean => word === "0" || word === "false";

/** Flag over FORCE_COLOR over NO_COLOR over whether it is a terminal. */
function isWanted(flag: boolean | undefined, isTerminal: boolean): boolean {
  const { FORCE_COLOR, NO_COLOR, TERM } = process.env;
  if (flag !== undefined) return flag;
  if (FORCE_COLOR !== undefined) return !isOff(FORCE_COLOR);
  return !NO_COLOR && isTerminal && TERM !== "dumb";
}

/** How a stream is to be painted. `flag`: what `--color` or `--no-color` said. */
export const choosePaint = (flag: boolean | undefined, stream: NodeJS.WriteStream): Paint =>
  isWanted(flag, stream.isTTY) ? paint : plain;
