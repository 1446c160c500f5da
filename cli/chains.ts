/** What a command line and a configuration file say of chains. */
import type { TraceOptions } from "../index.ts";
import type { Arguments } from "./args.ts";
import { UsageError } from "./exit.ts";
import { splitList } from "./filters.ts";

/** Kinds and types of `--map kind=type`; nothing after the `=` leaves a kind out. */
function readMap(texts: readonly string[]): Record<string, string | null> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf("=");
      if (at <= 0) throw new UsageError(`--map: expected kind=type, got ${JSON.stringify(text)}`);
      return [text.slice(0, at), text.slice(at + 1) || null];
    }),
  );
}

/** Flags over the file's section. */
export function readChains({ own }: Arguments, section: unknown): TraceOptions {
  const file = (section ?? {}) as TraceOptions;
  const { order, require, map } = own;
  return {
    ...file,
    ...(order === undefined ? {} : { order: splitList(order) }),
    ...(require === undefined ? {} : { required: splitList(require) }),
    ...(map === undefined ? {} : { map: { ...file.map, ...readMap(map) } }),
  };
}
