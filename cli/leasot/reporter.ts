import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { listFiles, type TodoComment } from "../../leasot.ts";
import { print } from "../output.ts";
import type { Arguments } from "./args.ts";
import { explain, finish, helpText, listOf, readInput, tell, type Command } from "./command.ts";
import { reportFlags } from "./flags.ts";

const readItems = (path: string): unknown => JSON.parse(readFileSync(resolve(path), "utf8"));

async function reportFiles(args: Arguments): Promise<number> {
  const paths = await listFiles(args.words, listOf(args, "--ignore"));
  if (paths.length === 0) return tell("warning", "No files found for reporting");
  const lists = paths.map(readItems).filter((list) => (list as TodoComment[] | null)?.length);
  return finish(lists.flat() as TodoComment[], args);
}

async function run(args: Arguments): Promise<number> {
  try {
    if (args.words.length > 0) return await reportFiles(args);
    const text = await readInput();
    if (text !== undefined) return await finish(JSON.parse(text) as TodoComment[], args);
  } catch (error) {
    return explain(error);
  }
  await print(process.stdout, [helpText(reporter)]);
  return 0;
}

/** `tagwright leasot-reporter`. */
export const reporter: Command = {
  name: "leasot-reporter",
  about: "Reports notes from JSON files or standard input, as leasot-reporter 14 does.",
  flags: reportFlags,
  examples: [
    ["tagwright leasot-reporter index.json", "one file"],
    ["tagwright leasot-reporter '**/*.json'", "what a glob finds"],
    ["tagwright leasot-reporter --reporter json index.json", "as JSON"],
    ["cat index.json | tagwright leasot-reporter --reporter xml", "standard input"],
  ],
  run,
};
