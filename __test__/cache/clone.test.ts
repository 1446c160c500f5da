/** A store that is carried to a fresh clone: its files are known by what git's index says, and not read. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import test from "ava";
import { scan } from "../../src/api/scan.ts";
import type { ScanOptions } from "../../src/options/types.ts";
import { file } from "../../benchmark/synthetic.ts";

const FILES = 300;
const engines = ["native", "fallback"] as const;

const git = (cwd: string, ...args: string[]): void => {
  const who = ["-c", "user.name=a", "-c", "user.email=a", "-c", "core.autocrlf=false"];
  execFileSync("git", [...who, ...args], { cwd, stdio: "ignore" });
};

function makeOrigin(root: string): void {
  for (let index = 0; index < FILES; index++) {
    const { path, text } = file(index);
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  git(root, "init", "-q");
  git(root, "add", "-A");
  git(root, "commit", "-qm", "all");
}

/** A clone whose index is younger than its files, as that of one which took longer than the clock's tick; and a while after. */
async function clone(from: string, to: string): Promise<string> {
  git(dirname(to), "clone", "-q", from, to);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const later = new Date(Date.now() + 1000);
  utimesSync(join(to, ".git", "index"), later, later);
  return to;
}

async function inFolder(run: (home: string) => Promise<void>): Promise<void> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), "tagwright-clone-")));
  try {
    await run(home);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** What is found with a store, which must be what is found without one, and how its look-ups ended. */
async function look(t: { deepEqual(one: unknown, other: unknown): void }, root: string, options: ScanOptions) {
  const [found, expected] = [
    await scan(root, { ...options, root }),
    await scan(root, { ...options, root, cache: false }),
  ];
  t.deepEqual(found.tags.toArray(), expected.tags.toArray());
  const { opened, bytesRead, cache: use } = found.stats;
  return { opened, bytesRead, blob: use?.blob, stat: use?.stat, misses: use?.misses, tags: found.tags.length };
}

for (const engine of engines)
  for (const reader of engines)
    test(`a fresh clone with a store made by ${engine}, read by ${reader}`, (t) =>
      inFolder(async (home) => {
        const origin = join(home, "origin");
        const cache = join(home, "carried");
        mkdirSync(origin);
        makeOrigin(origin);
        const first = await look(t, origin, { engine, cache });
        t.like(first, { opened: FILES, misses: FILES });
        t.true(first.tags > 100);
        const fresh = await clone(origin, join(home, "fresh"));
        const none = { opened: 0, bytesRead: 0, misses: 0, tags: first.tags };
        t.deepEqual(await look(t, fresh, { engine: reader, cache }), { ...none, blob: FILES, stat: 0 });
        t.deepEqual(await look(t, fresh, { engine: reader, cache }), { ...none, blob: 0, stat: FILES });
      }));

for (const engine of engines)
  test(`of a clone that was worked on, only what differs is read: ${engine}`, (t) =>
    inFolder(async (home) => {
      const origin = join(home, "origin");
      const cache = join(home, "carried");
      mkdirSync(origin);
      makeOrigin(origin);
      await look(t, origin, { engine, cache });
      const fresh = await clone(origin, join(home, "fresh"));
      const [edited, added] = [file(1), file(2)];
      writeFileSync(join(fresh, edited.path), `${edited.text}// TODO: edited\n`);
      writeFileSync(join(fresh, "new.ts"), "// TODO: new\n");
      rmSync(join(fresh, added.path));
      t.like(await look(t, fresh, { engine, cache }), { opened: 2, blob: FILES - 2, misses: 2 });
      // Elsewhere, and without git, the same store still knows contents.
      const copy = join(home, "copy");
      cpSync(origin, copy, { recursive: true });
      rmSync(join(copy, ".git"), { recursive: true });
      t.like(await look(t, copy, { engine, cache }), { opened: FILES, blob: 0, misses: 0 });
    }));
