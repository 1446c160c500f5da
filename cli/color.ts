/** Colour, where it is wanted. */
import { painter, type Color, type Paint } from "../index.ts";

export type { Color, Paint };

const isOff = (word: string): boolean => word === "0" || word === "false";

/** Flag over FORCE_COLOR over NO_COLOR over whether it is a terminal. */
function isWanted(flag: boolean | undefined, isTerminal: boolean): boolean {
  const { FORCE_COLOR, NO_COLOR, TERM } = process.env;
  if (flag !== undefined) return flag;
  if (FORCE_COLOR !== undefined) return !isOff(FORCE_COLOR);
  return !NO_COLOR && isTerminal && TERM !== "dumb";
}

/** Whether a stream takes colour. */
export const isColored = (flag: boolean | undefined, stream: NodeJS.WriteStream): boolean =>
  isWanted(flag, stream.isTTY);

/** How a stream is to be painted. `flag`: what `--color` or `--no-color` said. */
export const choosePaint = (flag: boolean | undefined, stream: NodeJS.WriteStream): Paint =>
  painter(isColored(flag, stream));
