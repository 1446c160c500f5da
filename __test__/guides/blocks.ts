/** How the blocks of a page are run. */
import type { ExecutionContext } from "ava";
import { parse } from "yaml";
import { readShown, type Block, type Page } from "./page.ts";

/** How a program ended; both of its streams in one where a shell ran it. */
export interface Ended {
  readonly code: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder that a page is tried in. */
export interface Sample {
  readonly folder: string;
  /** Writes a file of the folder. */
  readonly write: (name: string, text: string) => void;
  /** Runs a script of bash in it; both streams come as one, as a terminal shows them. */
  readonly shell: (script: string) => Promise<Ended>;
  /** Runs a module in it, written in TypeScript or JavaScript. */
  readonly module: (text: string, language: string) => Promise<Ended>;
  /** The text of a file that a page shows, as it is to be written. */
  readonly source: (text: string, language: string) => string;
}

/** What a block is run with. */
interface Place {
  readonly t: ExecutionContext;
  readonly sample: Sample;
  readonly where: string;
  /** What blocks are to say; undefined where what they say is compared. */
  readonly edits: Map<Block, string> | undefined;
}
type Runner = (block: Block, place: Place) => Promise<void>;

const codeOf = ({ words }: Block): number => (words.fails === undefined ? 0 : 1);

const runScript: Runner = async (block, { t, sample, where }) => {
  const { code, stdout } = await sample.shell(block.text);
  t.is(code, codeOf(block), `${where}\n${stdout}`);
};

const runShown: Runner = async (block, { t, sample, where, edits }) => {
  const shown = readShown(block.text);
  t.true(shown.length > 0, where);
  let text = "";
  for (const [index, { command, output }] of shown.entries()) {
    const { code, stdout } = await sample.shell(command);
    t.is(code, index === shown.length - 1 ? codeOf(block) : 0, `${where}: ${command}\n${stdout}`);
    const printed = stdout.replaceAll(sample.folder, "/home/ann/shop");
    text += `$ ${command}\n${printed}`;
    if (edits === undefined) t.is(printed, output, `${where}: ${command}`);
  }
  edits?.set(block, text);
};

const runModule: Runner = async ({ text, words, language }, { t, sample, where }) => {
  if (words.file !== undefined) return sample.write(words.file, sample.source(text, language));
  const { code, stdout, stderr } = await sample.module(text, language);
  t.is(code, 0, `${where}\n${stderr}`);
  const promised = [...text.matchAll(/console\.log\(.*\); \/\/ (.+)$/gm)].map(([, said]) => said!);
  if (promised.length > 0) t.deepEqual(stdout.trim().split("\n"), promised, where);
};

/** A configuration is tried where there is nothing to judge. What it names is there. */
const runConfig: Runner = async ({ text, words }, { t, sample, where }) => {
  const said = JSON.parse(text) as { check?: { baseline?: string } };
  if (words.file !== undefined) return sample.write(words.file, text);
  sample.write(".try/tagwright.config.json", text);
  sample.write(".try/out/.keep", "");
  const flags = said.check?.baseline === undefined ? "" : " --update-baseline";
  const { code, stdout } = await sample.shell(`cd .try && npx tagwright check${flags}`);
  await sample.shell("rm -r .try");
  t.is(code, 0, `${where}\n${stdout}`);
};

/** What a workflow runs, wherever it stands. */
function* commandsIn(value: unknown): Iterable<string> {
  if (typeof value === "string") yield* value.split("\n").filter((line) => line.startsWith("npx tagwright "));
  else if (typeof value === "object" && value !== null) for (const one of Object.values(value)) yield* commandsIn(one);
}

const runWorkflow: Runner = async (block, { t, sample, where }) => {
  for (const command of commandsIn(parse(block.text))) {
    const { code, stdout } = await sample.shell(command);
    t.is(code, codeOf(block), `${where}: ${command}\n${stdout}`);
  }
  if (block.words.file !== undefined) sample.write(block.words.file, block.text);
};

const nothing: Runner = async () => {};

const runners: Readonly<Record<string, Runner>> = {
  ...{ sh: runScript, console: runShown, ts: runModule, js: runModule, json: runConfig, yaml: runWorkflow },
  ...{ text: nothing, toml: nothing },
};

/** Runs all blocks of a page, in their order. */
export async function runBlocks(
  t: ExecutionContext,
  { path, blocks }: Page,
  sample: Sample,
  edits?: Map<Block, string>,
): Promise<void> {
  for (const block of blocks) {
    const where = `${path}:${block.line}`;
    const runner = runners[block.language];
    if (runner === undefined) t.fail(`${where}: a block in ${block.language || "no language"}`);
    else await runner(block, { t, sample, where, edits });
  }
  t.pass();
}
