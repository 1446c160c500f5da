/**
 * Runs every block of code of the README and of the guides, in the order of the page, in a copy of examples/shop,
 * or, for the README, in an empty folder.
 *
 * - `sh`: a script that ends with 0, or with 1 where it says `fails`
 * - `console`: `$ command` and what it prints, byte for byte; `UPDATE=1` writes what it prints now into the page
 * - `ts`, `js`: a module that runs and logs what its `console.log` lines say behind `//`; with `file=NAME` it is written
 * - `json`: a configuration that is valid, or with `file=NAME` a file
 * - `yaml`: with `file=NAME` a file; what it runs by `npx tagwright` ends with 0, or with 1 where it says `fails`
 * - `text`, `toml`: nothing
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test, { type ExecutionContext } from "ava";
import { parse } from "yaml";
import { tagwright, tree } from "../cli/run.ts";
import { readPage, readShown, type Block, type Page } from "./page.ts";
import { paths } from "./paths.ts";
import { EMPTY, takeSample, type Sample } from "./sample.ts";
import { sourced } from "./source.ts";

const home = new URL("../../", import.meta.url);
const isUpdate = Boolean(process.env.UPDATE);
/** What a block is run with. */
interface Place {
  readonly t: ExecutionContext;
  readonly sample: Sample;
  readonly where: string;
  /** Lines of the page that are to be others. */
  readonly edits: Map<Block, string>;
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
    if (!isUpdate) t.is(printed, output, `${where}: ${command}`);
  }
  edits.set(block, text);
};

const runModule: Runner = async ({ text, words, language, line }, { t, sample, where }) => {
  const name = words.file ?? `block-${line}.${language === "ts" ? "mts" : "mjs"}`;
  sample.write(name, sourced(text, language));
  if (words.file !== undefined) return;
  const { code, stdout, stderr } = await sample.node(name);
  await sample.shell(`rm ${name}`);
  t.is(code, 0, `${where}\n${stderr}`);
  const promised = [...text.matchAll(/console\.log\(.*\); \/\/ (.+)$/gm)].map(([, said]) => said!);
  if (promised.length > 0) t.deepEqual(stdout.trim().split("\n"), promised, where);
};

const runConfig: Runner = async ({ text, words }, { t, sample, where }) => {
  if (words.file !== undefined) {
    JSON.parse(text);
    sample.write(words.file, text);
    return;
  }
  const cwd = tree(t, { "tagwright.config.json": text, "known.json": "", "out/.keep": "" });
  const baseline = (JSON.parse(text) as { check?: { baseline?: string } }).check?.baseline;
  const args = baseline === undefined ? ["check"] : ["check", "--update-baseline"];
  const { code, stderr } = await tagwright(t, args, { cwd });
  t.is(code, 0, `${where}\n${stderr}`);
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

function update({ path, lines }: Page, edits: ReadonlyMap<Block, string>): void {
  const out = [...lines];
  for (const [{ line, text }, now] of [...edits].reverse())
    out.splice(line, text.split("\n").length - 1, ...now.replace(/\n$/, "").split("\n"));
  writeFileSync(fileURLToPath(new URL(path, home)), out.join("\n"));
}

for (const path of paths) {
  test(`the blocks of ${path} do what they say`, async (t) => {
    const page = readPage(path);
    const sample = await takeSample(t, path === "README.md" ? EMPTY : "shop");
    const edits = new Map<Block, string>();
    for (const block of page.blocks) {
      const where = `${path}:${block.line}`;
      const runner = runners[block.language];
      if (runner === undefined) t.fail(`${where}: a block in ${block.language || "no language"}`);
      else await runner(block, { t, sample, where, edits });
    }
    if (isUpdate) update(page, edits);
    t.pass();
  });
}
