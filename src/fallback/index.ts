/** The pure-TypeScript engine: the same results as the native one, on one thread, where no binary can be had. */
import type { Engine } from "../engine/contract.ts";
import { TagwrightError } from "../model/error.ts";
import { makeSession } from "./session.ts";
import { matchText } from "./text.ts";
import { mapZones } from "./zones.ts";

const cache = (): never => {
  throw new TagwrightError("E_INTERNAL", "the fallback has no cache");
};

export const fallback: Engine = { name: "fallback", cache, open: makeSession, text: matchText, zones: mapZones };
