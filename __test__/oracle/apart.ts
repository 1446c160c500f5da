/** Scans in a process of its own: under other rights and limits, with another environment, and able to die alone. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { engineInfo, scanSync } from "../../index.ts";
import type { Diagnostic, ScanOptions, Tag } from "../../index.ts";

/** What a scan apart is asked, and what it says. */
export interface Asked {
  readonly paths: readonly string[];
  readonly options: ScanOptions;
  readonly env?: Readonly<Record<string, string>>;
  /** A command that runs the process, and its arguments. */
  readonly under?: readonly string[];
}

export interface Said {
  readonly engine: string;
  readonly tags: readonly Tag[];
  readonly diagnostics: readonly Diagnostic[];
  readonly opened: number;
}

const self = fileURLToPath(import.meta.url);
const home = fileURLToPath(new URL("../..", import.meta.url));

/** Runs a scan apart. Throws with what the process wrote if it did not come to its own end. */
export function scanApart({ paths, options, env, under = [] }: Asked): Said {
  const own = [process.execPath, "--import=@oxc-node/core/register", self, JSON.stringify({ paths, options })];
  const [command, ...args] = [...under, ...own];
  const ended = spawnSync(command!, args, {
    cwd: home,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, ...env },
  });
  if (ended.status === 0) return JSON.parse(ended.stdout) as Said;
  throw new Error(`${ended.signal ?? ended.status}: ${ended.error?.message ?? ended.stderr}`);
}

const DROPPED = "-dac_override,-dac_read_search";
const SETPRIV = ["setpriv", "--bounding-set", DROPPED, "--inh-caps", DROPPED];

/** A command that lacks root's right to read everything; none needed for other users; undefined where there is no way. */
export function withoutRights(): readonly string[] | undefined {
  if (process.platform === "win32") return undefined;
  if (process.getuid?.() !== 0) return [];
  return spawnSync(SETPRIV[0]!, [...SETPRIV.slice(1), "true"]).status === 0 ? SETPRIV : undefined;
}

/** The engine that these tests are about. */
export const engine = engineInfo().engine;

if (process.argv[1] === self) {
  const { paths, options } = JSON.parse(process.argv[2]!) as Asked;
  const result = scanSync(paths, options);
  const { engine, tags, diagnostics, stats } = result;
  process.stdout.write(JSON.stringify({ engine, tags: tags.toArray(), diagnostics, opened: stats.opened }));
}
