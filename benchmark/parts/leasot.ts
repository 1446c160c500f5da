/** leasot and what stands for it: the command as a whole process, and `parse` in process. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse as theirParse } from "leasot";
import type * as Facade from "../../leasot.ts";
import { built, root } from "../places.ts";
import { time } from "../process.ts";
import { race } from "../race.ts";
import type { Entrant, Options, Outcome, Series, Tree } from "../types.ts";

const GLOBS = ["**/*.ts", "**/*.js"];
const FILES = 10_000;

const bin = join(root, "node_modules/leasot/dist/cli/leasot.js");

/** Contenders are compared by what they say, to the byte. */
const digest = (text: Buffer | string): number => createHash("md5").update(text).digest().readUIntBE(0, 6);

function command(tree: Tree, name: string, argv: readonly string[]): Entrant {
  const job = { argv: [process.execPath, ...argv, "-x", ...GLOBS], cwd: tree.path, count: digest };
  const spelled = `cd DIR && ${name} -x '${GLOBS.join("' '")}'`;
  return { group: `${tree.name} command`, name, command: spelled, run: async (warm) => time(job, warm) };
}

type Parse = (text: string, config: { extension: string }) => Promise<unknown>;

function parser(group: string, name: string, parse: Parse, texts: readonly string[]): Entrant {
  const run = async () => {
    const start = performance.now();
    const found = [];
    for (const text of texts) found.push(await parse(text, { extension: ".ts" }));
    const ms = performance.now() - start;
    return { ms, count: digest(JSON.stringify(found)) };
  };
  return { group, name, command: `parse() of ${texts.length} texts in process`, run };
}

const median = (series: readonly Series[], group: string, name: string): Series =>
  series.find((one) => one.group === group && one.name === name)!;

function compare(series: readonly Series[], group: string): Record<string, number> {
  const [ours, theirs] = [median(series, group, "tagwright leasot"), median(series, group, "leasot")];
  const memory =
    ours.rss && theirs.rss ? { [`leasot ${group}: peak memory, ours / theirs`]: ours.rss / theirs.rss } : {};
  return { [`leasot ${group}: theirs / ours`]: theirs.median / ours.median, ...memory };
}

async function oneTree(tree: Tree, { runs }: Options): Promise<Outcome> {
  const facade = (await import(pathToFileURL(join(root, "dist/leasot.js")).href)) as typeof Facade;
  process.chdir(tree.path);
  const paths = (await facade.listFiles(GLOBS)).slice(0, FILES);
  const texts = paths.map((path) => readFileSync(join(tree.path, path), "utf8"));
  process.chdir(root);
  const group = `${tree.name} parse`;
  const { series, problems } = await race(
    [
      command(tree, "tagwright leasot", [built("cli"), "leasot"]),
      command(tree, "leasot", [bin]),
      parser(group, "tagwright leasot", facade.parse, texts),
      parser(group, "leasot", theirParse, texts),
    ],
    runs,
  );
  const metrics = { ...compare(series, `${tree.name} command`), ...compare(series, group) };
  return { series, problems, metrics, notes: [`${group}: ${texts.length} texts`] };
}

export async function leasot(options: Options): Promise<Outcome> {
  const tree = options.trees.find(({ name }) => name === "typescript");
  const none = { series: [], problems: [], metrics: {}, notes: ["leasot: no tree named typescript"] };
  return tree === undefined ? none : oneTree(tree, options);
}
