import { engineInfo, type EngineInfo, type ResolvedConfig } from "../../index.ts";
import type { Run } from "./run.ts";
import type { Paint } from "../color.ts";
import { visible } from "../escape.ts";
import { exitCodes, UsageError } from "../exit.ts";
import { print } from "../output.ts";
import { paintFor, readConfig, readSwitch } from "../request.ts";
import { table } from "../table.ts";

const verdicts = { native: "green", fallback: "yellow", none: "red" } as const;

const machine = ({ platform, arch, libc }: EngineInfo): string =>
  [platform, arch, libc].filter((part) => part !== "").join("-");

function lookedFor({ native: { looked, path } }: EngineInfo): string[][] {
  const rows = looked.map((place, index) => [
    index === 0 ? "looked for" : "",
    `${place}${isFound(place, path) ? " (found)" : ""}`,
  ]);
  return rows.length === 0 ? [["looked for", "nothing: no binary is built for this platform"]] : rows;
}

/** A package is found at some path that holds its name. */
const isFound = (place: string, path: string | undefined): boolean =>
  path !== undefined && (path === place || path.includes(`/${place}/`) || path.includes(`\\${place}\\`));

/** Which engine was asked for, and by whom. */
function wish({ settings }: ResolvedConfig): string {
  const { value, source } = settings.find(({ name }) => name === "engine")!;
  return `${String(value)} (${source.name === "" ? source.from : `${source.from} ${source.name}`})`;
}

function* showText(info: EngineInfo, config: ResolvedConfig, paint: Paint): Iterable<string> {
  const rows = [
    ["engine", paint(verdicts[info.engine], info.engine)],
    ["why", info.why],
    ["asked for", wish(config)],
    ["versions", `tagwright ${info.version}, binary ${info.native.version ?? info.native.state}, Node ${info.node}`],
    ["platform", machine(info)],
    ["config", config.file ?? "no file"],
    ...lookedFor(info),
    ["to do", info.action || "nothing"],
  ];
  yield* table(
    rows.map(([title, told]) => [paint("bold", title!), told!.startsWith("\x1b") ? told! : visible(told!)]),
    0,
  );
}

/** `tagwright doctor`. */
export const runDoctor: Run = async (args, signal) => {
  if (args.paths.length > 0) throw new UsageError(`doctor takes no paths, got ${JSON.stringify(args.paths[0])}`);
  const config = await readConfig(args);
  const { engine } = config.options;
  const info = engineInfo(engine === undefined ? {} : { engine });
  const parts = readSwitch(args, "json")
    ? [`${JSON.stringify({ ...info, config: config.file ?? null }, null, 2)}\n`]
    : showText(info, config, paintFor(args, process.stdout));
  await print(process.stdout, parts, signal);
  return info.engine === "none" ? exitCodes.usage : exitCodes.ok;
};
