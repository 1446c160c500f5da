import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, rmSync, symlinkSync, truncateSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test from "ava";
import { scanStream } from "../../index.ts";
import type { ScanOptions, ScanResult } from "../../index.ts";
import { inTemporary, plant, TAGGED } from "../oracle/tree.ts";

const home = fileURLToPath(new URL("../..", import.meta.url));

/** Scans files one by one; after the first, when the walk is over, `change` is made to the others. */
async function scanWhile(root: string, change: () => void, options: ScanOptions = {}): Promise<ScanResult[]> {
  const results: ScanResult[] = [];
  for await (const batch of scanStream(".", { ...options, root, cwd: root, batchSize: 1 })) {
    if (results.length === 0) change();
    results.push(batch);
  }
  return results;
}

const codes = (results: readonly ScanResult[]) =>
  results.flatMap(({ diagnostics }) => diagnostics.map(({ path, code, message }) => `${path} ${code} ${message}`));
const tagged = (results: readonly ScanResult[]) =>
  results.flatMap(({ tags }) => [...tags].map((tag) => `${tag.path}:${tag.line}`));

for (const mmap of ["never", "always"] as const) {
  test(`a file that vanishes during the scan, mmap ${mmap}`, (t) =>
    inTemporary(async (root) => {
      plant(root, { a: true, b: true, "c/d": true, e: true });
      const change = () => {
        unlinkSync(join(root, "b"));
        rmSync(join(root, "c"), { recursive: true });
      };
      const results = await scanWhile(root, change, { mmap });
      t.deepEqual(tagged(results), ["a:1", "e:1"]);
      t.deepEqual(codes(results), [
        "b E_FILE_VANISHED vanished during the scan",
        "c/d E_FILE_VANISHED vanished during the scan",
      ]);
      t.is(
        results.reduce((sum, { stats }) => sum + stats.failed, 0),
        2,
      );
    }));

  test(`a file that grows during the scan, mmap ${mmap}`, (t) =>
    inTemporary(async (root) => {
      plant(root, { a: true, b: true, c: "" });
      const change = () => ["b", "c"].forEach((name) => appendFileSync(join(root, name), TAGGED.repeat(3)));
      const results = await scanWhile(root, change, { mmap });
      t.deepEqual(tagged(results), ["a:1", "b:1", "b:2", "b:3", "b:4", "c:1", "c:2", "c:3"]);
      t.deepEqual(codes(results), []);
    }));

  test(`a file that is cut during the scan is matched as far as it goes, mmap ${mmap}`, (t) =>
    inTemporary(async (root) => {
      plant(root, { a: true, b: TAGGED.repeat(1000), c: TAGGED });
      const results = await scanWhile(
        root,
        () => ["b", "c"].forEach((name) => truncateSync(join(root, name), name === "b" ? 130 : 0)),
        { mmap },
      );
      t.deepEqual(tagged(results), ["a:1", ...Array.from({ length: 10 }, (_, line) => `b:${line + 1}`)]);
      // Where sizes were not asked for in the walk, nobody knows that there was more.
      t.true(
        codes(results).every((one) => /^[bc] E_FILE_TRUNCATED /.test(one)),
        codes(results).join(),
      );
    }));

  test(`a file that becomes a link, a folder or a FIFO during the scan, mmap ${mmap}`, (t) =>
    inTemporary(async (root) => {
      plant(root, { a: true, b: true, c: true, d: true, "outside/x": "@TAG[SPEC:secret]\n", z: true });
      const change = () => {
        for (const name of ["b", "c", "d"]) unlinkSync(join(root, name));
        symlinkSync("outside/x", join(root, "b"));
        plant(root, { "c/": null });
        if (process.platform !== "win32") execFileSync("mkfifo", [join(root, "d")]);
      };
      const results = await scanWhile(root, change, { mmap, exclude: ["outside"] });
      t.deepEqual(tagged(results), ["a:1", "z:1"]);
      // What matters is that none was waited for. A FIFO that nobody writes to may pass for the empty file it was not asked about.
      const said = codes(results).map((one) => one.split(" ")[0]);
      t.deepEqual(
        said.filter((path) => path !== "d"),
        ["b", "c"],
      );
    }));
}

const CUTTING = `
  import { truncateSync, writeFileSync } from "node:fs";
  import { scan } from "./index.ts";
  const [root, file] = process.argv.slice(1);
  const text = "@TAG[SPEC:x]\\n".repeat(400_000);
  for (let round = 0; round < 12; round++) {
    writeFileSync(file, text);
    const scanned = scan(".", { root, cwd: root, mmap: "always", threads: 2 });
    await new Promise((resolve) => (round % 3 ? setTimeout(resolve, round) : setImmediate(resolve)));
    truncateSync(file, round % 2 ? 0 : 4096 * round + 1);
    const { tags, diagnostics } = await scanned;
    if (tags.length === 400_000 && diagnostics.length === 0) continue;
    // The line that was cut may be a near miss of any kind.
    if (tags.length > 400_000 || diagnostics.some(({ code }) => code !== "E_FILE_TRUNCATED" && !code.startsWith("E_TAG_"))) {
      throw new Error(JSON.stringify([tags.length, diagnostics.slice(0, 3)]));
    }
  }`;

test("a mapped file that is cut while it is matched costs no more than itself", (t) =>
  inTemporary((root) => {
    writeFileSync(join(root, "f"), "");
    const args = ["--import=@oxc-node/core/register", "--input-type=module", "-e", CUTTING, root, join(root, "f")];
    const { status, signal, stderr } = spawnSync(process.execPath, args, { cwd: home, encoding: "utf8" });
    t.deepEqual({ status, signal, stderr }, { status: 0, signal: null, stderr: "" });
  }));
