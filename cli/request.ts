/** From a command line to options. */
import { resolveConfig, type ResolvedConfig, type ScanOptions } from "../index.ts";
import type { Arguments } from "./args.ts";
import { choosePaint, type Paint } from "./color.ts";
import { UsageError } from "./exit.ts";
import type { OwnName } from "./flag.ts";
import { own as rows } from "./own.ts";

const YES = new Set(["true", "1", "yes", "on"]);
const NO = new Set(["false", "0", "no", "off"]);

/** A flag as it is written. */
export const spelled = (name: OwnName): string => rows[name]?.name ?? name;

/** What a switch says; undefined where it was not given. The last one counts. */
export function readSwitch({ own }: Arguments, name: OwnName): boolean | undefined {
  const word = own[name]?.at(-1)?.toLowerCase();
  if (word === undefined) return undefined;
  if (YES.has(word) || NO.has(word)) return YES.has(word);
  throw new UsageError(`${spelled(name)}: expected true or false, got ${JSON.stringify(word)}`);
}

/** How a stream is painted on this command line. */
export const paintFor = (args: Arguments, stream: NodeJS.WriteStream): Paint =>
  choosePaint(readSwitch(args, "color"), stream);

/** An explicit `auto` must win over the variable, which the engine's selection would read next. */
function settleEngine({ settings }: ResolvedConfig): void {
  const engine = settings.find(({ name }) => name === "engine")!;
  if (engine.source.from === "flag") process.env.TAGWRIGHT_ENGINE = String(engine.value);
}

/** The options in force. Throws as `resolveConfig` does. */
export async function readConfig(args: Arguments): Promise<ResolvedConfig> {
  const file = readSwitch(args, "useConfig") === false ? false : args.own.config?.at(-1);
  const config = await resolveConfig({ flags: args.options, ...(file === undefined ? {} : { file }) });
  settleEngine(config);
  return config;
}

/** Where relative paths start. */
export const folderOf = ({ cwd }: ScanOptions): string => cwd ?? process.cwd();
