/** One of the naive scanner's worker threads. */
import { parentPort, workerData } from "node:worker_threads";

import { searchFiles } from "./naive.ts";

parentPort!.postMessage(searchFiles(workerData.paths, workerData.pattern));
