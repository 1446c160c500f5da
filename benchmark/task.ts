import type { ScanOptions } from "../index.ts";
import type { crossings } from "./crossing.ts";
import type { Sample } from "./types.ts";

interface Scan {
  index: string;
  paths: string[];
  options: ScanOptions;
}

/** A scan with a cache, and what it has to open. */
interface Cached {
  index: string;
  path: string;
  options: ScanOptions;
  opens: "nothing" | "everything" | number;
}

/** What a host can be asked to do. `index` is the built package's entry. */
export type Task =
  | ({ do: "scan" } & Scan)
  | ({ do: "stall" } & Scan)
  | ({ do: "cached" } & Cached)
  | { do: "save"; index: string; path: string; file: string; options: ScanOptions }
  | { do: "idle"; index: string; path: string; options: ScanOptions }
  | { do: "trace"; index: string; path: string }
  | { do: "naive"; way: string; dir: string; pattern: string }
  | { do: "cross"; way: keyof typeof crossings; addon: string; count: number };

export type Reply = Sample;
