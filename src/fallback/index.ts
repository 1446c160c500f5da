/** The pure-TypeScript engine: the same results as the native one, on one thread, where no binary can be had. */
import type { Engine } from "../engine/contract.ts";
import { OpenCache } from "./cache/cache.ts";
import { makeSession } from "./session.ts";
import { matchTexts } from "./text.ts";
import { mapZones } from "./zones.ts";

export const fallback: Engine = {
  name: "fallback",
  cache: (spec) => new OpenCache(spec),
  open: makeSession,
  text: (request, path, content) => matchTexts(request, [{ path, content }]),
  texts: matchTexts,
  zones: mapZones,
};
