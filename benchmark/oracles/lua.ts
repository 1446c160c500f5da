/** luaparse: the grammar of Lua that tree-sitter-wasms holds knows no call with parentheses. */
import { parse } from "luaparse";

import type { Answer, Oracle } from "./types.ts";
import { version } from "./version.ts";

type Dialect = "5.3" | "LuaJIT";
const dialects: readonly Dialect[] = ["5.3", "LuaJIT"];

function comments(text: string, luaVersion: Dialect): number[] {
  const found: number[] = [];
  const { comments } = parse(text, { luaVersion, comments: true, ranges: true, encodingMode: "none" });
  for (const { range } of (comments ?? []) as unknown as { range: [number, number] }[]) found.push(...range);
  return found;
}

/** The first dialect that can parse it; read as Latin-1, so that a unit is a byte. */
function ask(_path: string, bytes: Uint8Array): Answer {
  const text = Buffer.from(bytes).toString("latin1");
  let broken = "";
  for (const dialect of dialects)
    try {
      return { comments: comments(text, dialect) };
    } catch (error) {
      broken = String(error);
    }
  return { comments: [], broken };
}

/** The oracle for Lua. */
export const lua = (): Promise<Oracle> => Promise.resolve({ name: version("luaparse"), ask, close: () => undefined });
