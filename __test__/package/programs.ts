/** Programs with worker threads. Each says `done`, and nothing else, and comes to its own end. */

/** A program, and how many files it wants below `big/`. */
export interface Program {
  readonly text: string;
  readonly files?: number;
}

const head = `import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { scan, scanSync } from "tagwright";
const run = () => new Worker(new URL(import.meta.url));
const ended = (worker) => new Promise((resolve, reject) => worker.on("error", reject).on("exit", resolve));
`;

export const programs: Readonly<Record<string, Program>> = {
  "eight at once and the main thread, all with the same answer": {
    text: `${head}
const answer = async () => {
  const found = [scanSync("tree"), await scan("tree"), scanSync("tree")].map(({ tags }) => JSON.stringify(tags));
  if (new Set(found).size !== 1) throw new Error("answers differ");
  return found[0];
};
if (isMainThread) {
  const workers = Array.from({ length: 8 }, run);
  const heard = workers.map((worker) => new Promise((resolve, reject) => worker.on("error", reject).on("message", resolve)));
  const all = await Promise.all([answer(), ...heard]);
  if (new Set(all).size !== 1 || !all[0].includes("auth-001")) throw new Error("answers differ");
  console.log("done");
} else parentPort.postMessage(await answer());
`,
  },
  "terminated in the middle of a scan, again and again": {
    files: 3000,
    text: `${head}
if (isMainThread) {
  let early = 0;
  for (let round = 0; round < 12; round++) {
    const workers = Array.from({ length: 3 }, run);
    const begun = workers.map((worker) => new Promise((resolve) => worker.once("message", resolve)));
    await Promise.all(begun);
    await new Promise((resolve) => setTimeout(resolve, round * 3));
    const codes = await Promise.all(workers.map((worker) => worker.terminate()));
    early += codes.filter((code) => code === 1).length;
  }
  if (early === 0) throw new Error("none was terminated early");
  if (scanSync("big").tags.length !== 3000) throw new Error("the main thread cannot scan any more");
  console.log("done");
} else {
  parentPort.postMessage("begun");
  for (;;) {
    await Promise.all([scan("big"), scan("big")]);
    scanSync("big");
  }
}
`,
  },
};
