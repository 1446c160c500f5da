/**
 * leasot as the oracle for whole trees: `parse` and every reporter, file by file.
 * `node --import @oxc-node/core/register benchmark/oracles/leasot.ts DIR...` prints counts, and each difference; its exit code
 * is 1 if there is any. A file that takes leasot longer than the limit is counted apart.
 */
import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import * as theirs from "leasot";
import * as ours from "../../leasot.ts";

/** Milliseconds for a file. */
const LIMIT = 20_000;
const reporters = ["custom", "gitlab", "json", "markdown", "raw", "table", "vscode", "xml"];
const variants = [{}, { customTags: ["note", "hack"], withInlineFiles: true }];

/** What is the matter with a file; empty if nothing. */
async function compare(path: string): Promise<string> {
  const text = readFileSync(path, "utf8");
  for (const variant of variants) {
    const config = { extension: extname(path), filename: path, ...variant };
    const items = await theirs.parse(text, config);
    if (!isDeepStrictEqual(await ours.parse(text, config), items)) return "parse";
    for (const name of reporters) {
      if (!isDeepStrictEqual(await ours.report(items, name), await theirs.report(items, name))) return name;
    }
  }
  return "";
}

const listen = (): void =>
  void parentPort!.on("message", (path: string) => {
    void compare(path).then((said) => parentPort!.postMessage(said));
  });

/** Compares files one after the other; starts anew after one that takes too long. */
class Judge {
  #worker: Worker | undefined;

  ask(path: string): Promise<string> {
    const worker = (this.#worker ??= new Worker(new URL(import.meta.url)));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#worker = undefined;
        void worker.terminate().then(() => resolve("too slow"));
      }, LIMIT);
      worker.removeAllListeners();
      worker.once("error", reject).once("message", (said: string) => {
        clearTimeout(timer);
        resolve(said);
      });
      worker.postMessage(path);
    });
  }

  async end(): Promise<void> {
    await this.#worker?.terminate();
  }
}

/** Workers start in the current folder, which is the one that knows how to run us. */
async function filesOf(folder: string): Promise<string[]> {
  const home = process.cwd();
  process.chdir(folder);
  const paths = await ours.listFiles(["**"]);
  process.chdir(home);
  return paths.filter((path) => ours.isExtensionSupported(extname(path)));
}

async function judgeTree(folder: string, judge: Judge): Promise<number> {
  const paths = await filesOf(folder);
  const verdicts = new Map<string, string[]>();
  for (const path of paths) {
    const said = await judge.ask(join(folder, path));
    verdicts.set(said, [...(verdicts.get(said) ?? []), path]);
  }
  const slow = verdicts.get("too slow") ?? [];
  const different = [...verdicts].filter(([said]) => said !== "" && said !== "too slow");
  const count = different.reduce((sum, [, found]) => sum + found.length, 0);
  console.log(`${folder}: ${paths.length} files, ${count} differ, ${slow.length} took leasot too long`);
  for (const [said, found] of different) console.log(`${said}: ${found.join(" ")}`);
  for (const path of slow) console.log(`too slow: ${path}`);
  return count;
}

async function main(folders: readonly string[]): Promise<void> {
  const judge = new Judge();
  let count = 0;
  for (const folder of folders) count += await judgeTree(folder, judge);
  await judge.end();
  process.exitCode = count === 0 ? 0 : 1;
}

if (isMainThread) await main(process.argv.slice(2));
else listen();
