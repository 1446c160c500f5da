/** Colours of a terminal. */

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

/** Paints, where colour is wanted. */
export const painter = (color: boolean): Paint => (color ? paint : plain);
