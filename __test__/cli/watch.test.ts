import { spawnSync, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import test, { type ExecutionContext } from "ava";
import type { WatchReport } from "../../index.ts";
import { finish, program, start, tagwright, tree } from "./run.ts";

const FILES = { "a.ts": "// @TAG[SPEC:a] one\n", "b/c.py": "# @TAG[CODE:c] two\n" };

/** A watch in a child process, and the lines that it writes. */
function watching(t: ExecutionContext, args: readonly string[], cwd: string) {
  const home = tree(t);
  const child = start(t, [...program, "watch", ...args], { cwd, env: { XDG_CACHE_HOME: home, LOCALAPPDATA: home } });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error("the watch ended");
    return value as string;
  };
  const report = async (): Promise<WatchReport> => JSON.parse(await line()) as WatchReport;
  return { child, home, line, report };
}

/** Interrupts, and gives how the program ended. */
async function interrupt(child: ChildProcessWithoutNullStreams): Promise<unknown[]> {
  const ended = once(child, "exit");
  child.kill("SIGINT");
  return ended;
}

// @TEST:CACHE-009
test("it tells what is new, as one JSON object a line, until it is interrupted", async (t) => {
  const cwd = tree(t, FILES);
  const { child, home, report } = watching(t, ["--format=ndjson"], cwd);
  const first = await report();
  t.like(first, { root: cwd, reason: "start" });
  t.deepEqual(first.files.added, ["a.ts", "b/c.py"]);
  writeFileSync(join(cwd, "b/c.py"), "# @TAG[CODE:c] other\n");
  const second = await report();
  t.like(second, { reason: "change", files: { added: [], modified: ["b/c.py"] } });
  t.is(second.tags.changed[0]!.before.text, "two");
  t.is(second.stats.opened, 1);
  t.deepEqual(await interrupt(child), [130, null]);
  rmSync(join(cwd, "a.ts"));
  const again = start(t, [...program, "watch", "--format=ndjson"], {
    cwd,
    env: { XDG_CACHE_HOME: home, LOCALAPPDATA: home },
  });
  const { value } = await createInterface({ input: again.stdout })[Symbol.asyncIterator]().next();
  t.deepEqual((JSON.parse(value as string) as WatchReport).files.deleted, ["a.ts"], "while nobody watched");
});

test("as text it names tags and sums up, and says what is wrong on stderr", async (t) => {
  const cwd = tree(t, { "a.ts": "// @TAG[SPEC:a] one\n" });
  const { child, line } = watching(t, ["--debounce", "10", "--no-cache"], cwd);
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (part: string) => (stderr += part));
  t.deepEqual([await line(), await line(), await line()], ["a.ts", "  + SPEC a one :1", ""]);
  t.is(await line(), "Files: 1 added, 0 files unchanged. Tags: 1 added.");
  writeFileSync(join(cwd, "a.ts"), "// @TAG[a]\n");
  t.deepEqual([await line(), await line()], ["a.ts", "  - SPEC a one :1"]);
  while (!stderr.includes("E_TAG_TYPE")) await once(child.stderr, "data");
  t.regex(stderr, /^a\.ts:1:4: warning: .* \(E_TAG_TYPE\)$/m);
});

test("what cannot be asked for is refused", async (t) => {
  const cwd = tree(t, FILES);
  for (const args of [
    ["--debounce", "x"],
    ["--debounce", "99999"],
    ["--format", "json"],
    ["--threads", "-1"],
    ["--json"],
  ]) {
    const { code, stdout } = await tagwright(t, ["watch", ...args], { cwd });
    t.deepEqual([code, stdout], [2, ""], args.join(" "));
  }
});

test("a reader that had enough ends it", async (t) => {
  const cwd = tree(t, FILES);
  const { child, report } = watching(t, ["--format=ndjson"], cwd);
  await report();
  const ended = finish(child);
  child.stdout.destroy();
  for (let count = 0; child.exitCode === null; count++) {
    writeFileSync(join(cwd, "a.ts"), `// @TAG[SPEC:n${count}]\n`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  t.is((await ended).code, 0);
});

const LIMIT = "/proc/sys/fs/inotify/max_queued_events";
const onLinux = process.platform === "linux" ? test : test.skip;

onLinux(
  "a process that was stopped while the kernel's queue overflowed finds out what it was never told",
  async (t) => {
    const cwd = tree(t, FILES);
    const { child, report } = watching(t, ["--format=ndjson", "--no-cache"], cwd);
    await report();
    child.kill("SIGSTOP");
    const files = ["one.log", "other.log"].map((name) => openSync(join(cwd, name), "w"));
    const events = Number(readFileSync(LIMIT, "utf8"));
    for (let count = 0; count < events; count++) writeSync(files[count % 2]!, "x");
    mkdirSync(join(cwd, "late/r"), { recursive: true });
    writeFileSync(join(cwd, "late/r/missed.ts"), "// @TAG[CODE:missed]\n");
    rmSync(join(cwd, "a.ts"));
    child.kill("SIGCONT");
    const told = new Set<string>();
    const listen = async (name: string): Promise<void> => {
      while (!told.has(name)) {
        const { tags } = await report();
        for (const tag of tags.added) told.add(tag.name);
        for (const tag of tags.removed) told.add(`no ${tag.name}`);
      }
    };
    await listen("missed");
    await listen("no a");
    writeFileSync(join(cwd, "late/r/next.ts"), "// @TAG[CODE:next]\n");
    await listen("next");
    t.true(told.has("next"), "the folder that was missed is watched now");
  },
);

onLinux("while nothing changes, no time is spent", async (t) => {
  const cwd = tree(t, FILES);
  const { child, report } = watching(t, ["--format=ndjson"], cwd);
  await report();
  const hundredths = (): number => {
    const [user, system] = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ")[1]!.split(" ").slice(11, 13);
    return Number(user) + Number(system);
  };
  // Loading ends, and what begins after the first report.
  spawnSync("sleep", ["2"]);
  const before = hundredths();
  spawnSync("sleep", ["3"]);
  t.true(hundredths() - before <= 3, `${hundredths() - before} hundredths of a second in three`);
});
