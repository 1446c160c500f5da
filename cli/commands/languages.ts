import { listLanguages, type Language } from "../../index.ts";
import { choices, type Arguments } from "../args.ts";
import type { Run } from "./run.ts";
import { visible } from "../escape.ts";
import { exitCodes, UsageError } from "../exit.ts";
import { print } from "../output.ts";
import { paintFor, readSwitch } from "../request.ts";
import { table } from "../table.ts";

const FORMATS = ["text", "json"];
/** Names that a row of the text shows at most. */
const MOST = 8;

function readFormat(args: Arguments): string {
  const word = args.own.format?.at(-1) ?? (readSwitch(args, "json") ? "json" : "text");
  if (FORMATS.includes(word)) return word;
  throw new UsageError(`unknown format ${JSON.stringify(word)}${choices(word, FORMATS)}`);
}

function brief(words: readonly string[]): string {
  const rest = words.length - MOST;
  return rest > 0 ? `${words.slice(0, MOST).join(" ")} +${rest}` : words.join(" ");
}

const comments = ({ line, block }: Language): string =>
  brief([...line, ...block.map((pair) => pair.join(" "))].map((one) => one.trim()));

function* showText(rows: readonly Language[], args: Arguments): Iterable<string> {
  const paint = paintFor(args, process.stdout);
  yield* table(
    [
      ["language", "comments", "files"].map((title) => paint("bold", title)),
      ...rows.map((row) => [row.name, comments(row), brief([...row.extensions, ...row.filenames])].map(visible)),
    ],
    0,
  );
}

/** `tagwright languages`. */
export const runLanguages: Run = async (args, signal) => {
  if (args.paths.length > 0) throw new UsageError(`languages takes no paths, got ${JSON.stringify(args.paths[0])}`);
  const languages = listLanguages();
  const parts =
    readFormat(args) === "json"
      ? [`${JSON.stringify({ version: 1, languages }, null, 2)}\n`]
      : showText(languages, args);
  await print(process.stdout, parts, signal);
  return exitCodes.ok;
};
