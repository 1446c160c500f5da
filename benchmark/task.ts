import type { ScanOptions } from "../index.ts";
import type { crossings } from "./crossing.ts";
import type { Sample } from "./types.ts";

interface Scan {
  index: string;
  paths: string[];
  options: ScanOptions;
}

/** What a host can be asked to do. `index` is the built package's entry. */
export type Task =
  | ({ do: "scan" } & Scan)
  | ({ do: "stall" } & Scan)
  | { do: "trace"; index: string; path: string }
  | { do: "naive"; way: string; dir: string; pattern: string }
  | { do: "cross"; way: keyof typeof crossings; addon: string; count: number };

export type Reply = Sample;
