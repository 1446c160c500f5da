/** Ids of specification items, in the form of OpenFastTrace 4. */
import type { ItemId } from "../../model/trace.ts";
import { late } from "./late.ts";

const WORD = String.raw`[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]`;
const NAME = String.raw`\p{Alphabetic}(?:${WORD}|-)*(?:\.(?:${WORD}|-)+)*`;
/** The source of a pattern of an id. */
export const ID = `[A-Za-z]+~${NAME}~\\p{Nd}+`;

const whole = late(`^([A-Za-z]+)~(${NAME})~(\\d+)$`, "u");

/** Takes an id apart; undefined where it is none. */
export function parseId(text: string): ItemId | undefined {
  const match = whole().exec(text);
  return match === null ? undefined : { type: match[1]!, name: match[2]!, revision: Number(match[3]) };
}

/** `type~name~revision`. */
export const showId = ({ type, name, revision }: ItemId): string => `${type}~${name}~${revision}`;

/** An id as it is compared: `req~a~01` is `req~a~1`. */
export function canonical(text: string): string {
  const id = parseId(text);
  return id === undefined ? text : showId(id);
}
