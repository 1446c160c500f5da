import { once } from "node:events";
import { readdirSync, readlinkSync, truncateSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import test from "ava";
import { finish, linesOf, program, run, start, tagwright, tree } from "./run.ts";

/** So large that no scan of it ends before the test does; a hole takes no room. */
export const HUGE = 64 * 1024 ** 3;

const onLinux = process.platform === "linux" ? test : test.skip;

test("a missing path is 2, and the rest is still printed", async (t) => {
  const ran = await tagwright(t, ["scan", "a.ts", "nowhere.ts", "b.ts"], {
    cwd: tree(t, { "a.ts": "@TAG[CODE:a]\n", "b.ts": "@TAG[CODE:b]\n" }),
  });
  t.is(ran.code, 2);
  t.regex(ran.stderr, /^nowhere\.ts: error: no such file or directory \(E_FILE_MISSING\)\n {2}help: /);
  t.is(ran.stdout, "a.ts\n  1:1  CODE  a\n\nb.ts\n  1:1  CODE  b\n\n2 tags in 2 files (1 error)\n");
});

test("a missing path is 2 in json too, where it is said inside", async (t) => {
  const ran = await tagwright(t, ["scan", "nowhere", "--format=json"], { cwd: tree(t) });
  t.deepEqual([ran.code, ran.stderr], [2, ""]);
  t.is(JSON.parse(ran.stdout).diagnostics[0].code, "E_FILE_MISSING");
});

test("help is said once a code", async (t) => {
  const ran = await tagwright(t, ["scan"], { cwd: tree(t, { "a.ts": "@TAG[x:y]\n@TAG[x:y]\n@TAG[CODE:]\n" }) });
  t.is(ran.code, 0);
  t.is(ran.stderr.match(/\(E_TAG_TYPE\)/g)?.length, 2);
  t.is(ran.stderr.match(/^ {2}help: /gm)?.length, 2);
});

test("what was skipped is said when asked", async (t) => {
  const cwd = tree(t, { "big.ts": "x".repeat(2000) });
  const args = ["scan", "--max-filesize", "1KB"];
  t.is((await tagwright(t, args, { cwd })).stderr, "");
  t.regex((await tagwright(t, [...args, "--verbose"], { cwd })).stderr, /^big\.ts: info: .* \(E_SKIP_SIZE\)$/m);
});

test("a bug is 3, without a trace unless asked", async (t) => {
  const cwd = tree(t, {
    "tagwright.config.mjs":
      "setImmediate(() => { throw new RangeError('oops'); });\nawait new Promise(() => setInterval(() => {}, 1000));\n",
  });
  const ran = await tagwright(t, ["scan"], { cwd });
  t.deepEqual([ran.code, ran.stdout], [3, ""]);
  t.is(
    ran.stderr,
    "tagwright: internal error, please report it: oops\nSet TAGWRIGHT_DEBUG=1 to see where it happened.\n",
  );
  const told = await tagwright(t, ["scan"], { cwd, env: { TAGWRIGHT_DEBUG: "1" } });
  t.is(told.code, 3);
  t.regex(told.stderr, /RangeError: oops\n +at /);
});

const many = Array.from({ length: 20_000 }, (_, index) => `@TAG[CODE:n${index}] some words\n`).join("");

for (const format of ["text", "json", "ndjson", "csv"]) {
  test(`a reader that closes early is success: ${format}`, async (t) => {
    const child = start(t, [...program, "scan", `--format=${format}`], { cwd: tree(t, { "a.ts": many }) });
    child.stdout.once("data", () => child.stdout.destroy());
    const [stderr, [code, signal]] = await Promise.all([finish(child).then((ran) => ran.stderr), once(child, "exit")]);
    t.deepEqual([code, signal, stderr], [0, null, ""]);
  });
}

onLinux("head is served", async (t) => {
  const line = `"$@" | head -n 1; exit "\${PIPESTATUS[0]}"`;
  const ran = await run(t, ["bash", "-c", line, "bash", ...program, "scan", "--format=ndjson"], {
    cwd: tree(t, { "a.ts": many }),
  });
  t.deepEqual([ran.code, ran.stderr, linesOf(ran.stdout).length], [0, "", 1]);
});

test("nobody reads stderr, and the output is whole", async (t) => {
  const bad = "@TAG[x:y]\n".repeat(20_000);
  const child = start(t, [...program, "scan", "--format=ndjson"], {
    cwd: tree(t, { "a.ts": bad, "b.ts": "@TAG[CODE:a]\n" }),
  });
  child.stderr.destroy();
  const ran = await finish(child);
  t.deepEqual([ran.code, linesOf(ran.stdout).length], [0, 1]);
});

onLinux("output that cannot be written is 2", async (t) => {
  const ran = await run(t, ["bash", "-c", '"$@" > /dev/full', "bash", ...program, "scan"], {
    cwd: tree(t, { "a.ts": many }),
  });
  t.is(ran.code, 2);
  t.regex(ran.stderr, /^tagwright: cannot write the output: no space left on device\n$/);
});

test("standard input under a name", async (t) => {
  const place = { cwd: tree(t), input: "# @TAG[CODE:a] b\n" };
  const named = await tagwright(t, ["scan", "-", "--stdin-name", "x/y.py", "--format=ndjson"], place);
  const { path, language, text } = JSON.parse(named.stdout) as Record<string, string>;
  t.deepEqual([path, language, text], ["x/y.py", "Python", "b"]);
  const plain = await tagwright(t, ["scan", "-"], place);
  t.is(plain.stdout, "stdin\n  1:3  CODE  a  b\n\n1 tag in 1 file\n");
});

test("standard input may be bytes, or nothing", async (t) => {
  const bytes = Buffer.concat([Buffer.of(0x80, 0x81), Buffer.from("@TAG[CODE:a]\n")]);
  const ran = await tagwright(t, ["scan", "-"], { cwd: tree(t), input: bytes });
  t.regex(ran.stderr, /^stdin:1:1: warning: .* \(E_FILE_UTF8\)$/m);
  t.is(ran.stdout, "stdin\n  1:3  CODE  a\n\n1 tag in 1 file (1 warning)\n");
  t.is((await tagwright(t, ["scan", "-"], { cwd: tree(t) })).code, 0);
});

test("an interrupt while standard input is read is 130", async (t) => {
  const child = start(t, [...program, "scan", "-"]);
  const ended = finish(child);
  // More than a pipe holds: once it is gone, the program is reading.
  await new Promise((resolve) => child.stdin.write(Buffer.alloc(1024 ** 2, "@TAG[CODE:a]\n"), resolve));
  child.kill("SIGINT");
  const ran = await ended;
  t.deepEqual([ran.code, ran.signal, ran.stdout, ran.stderr], [130, null, "", ""]);
});

/** Whether a process has a file open. */
function hasOpen(pid: number, path: string): boolean {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).some((name) => {
    try {
      return readlinkSync(`${folder}/${name}`) === path;
    } catch {
      return false;
    }
  });
}

onLinux("an interrupt during a scan is 130, and nothing is printed as if whole", async (t) => {
  const cwd = tree(t, { "a.ts": "@TAG[CODE:a]\n", "huge.ts": "x\n".repeat(8192) });
  truncateSync(`${cwd}/huge.ts`, HUGE);
  const child = start(t, [...program, "scan"], { cwd });
  const ended = finish(child);
  while (!hasOpen(child.pid!, `${cwd}/huge.ts`)) await setTimeout(20);
  child.kill("SIGINT");
  const ran = await ended;
  t.deepEqual([ran.code, ran.signal, ran.stdout], [130, null, ""]);
});

test("an interrupt while nobody reads is 130", async (t) => {
  const child = start(t, [...program, "scan", "--format=ndjson"], { cwd: tree(t, { "a.ts": many.repeat(5) }) });
  child.stdout.once("readable", () => child.kill("SIGINT"));
  const [code, signal] = await once(child, "exit");
  t.deepEqual([code, signal], [130, null]);
});

onLinux("the current folder is gone", async (t) => {
  const line = 'mkdir gone && cd gone && rmdir ../gone && "$@"';
  const ran = await run(t, ["bash", "-c", line, "bash", ...program, "scan"], { cwd: tree(t) });
  t.is(ran.code, 2);
  t.notRegex(ran.stderr, /internal error/);
});

onLinux("standard input that cannot be read is 2", async (t) => {
  const ran = await run(t, ["bash", "-c", '"$@" < /', "bash", ...program, "scan", "-"], { cwd: tree(t) });
  t.is(ran.code, 2);
  t.regex(ran.stderr, /^tagwright: cannot read standard input: it is a folder\n$/);
});
