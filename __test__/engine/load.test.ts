import { copyFileSync, existsSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { version } from "../../index.ts";
import { inspectBinary } from "../../src/engine/binary.ts";
import { loadNative } from "../../src/engine/load.ts";
import { findTarget } from "../../src/engine/platform.ts";
import { inTemporary } from "../oracle/tree.ts";
import { runModule } from "../process.ts";

const target = findTarget();
const folder = new URL("../../native/", import.meta.url);
const binary = readdirSync(folder).find((name) => name === `tagwright.${target}.node`);
/** Needs the real binary: there is none where Rust is missing. */
const withBinary = binary === undefined ? test.skip : test;
const path = new URL(binary ?? "none", folder).pathname;

/** What a process says that loads `path` and scans a text with `engine`. It must come to its own end. */
function scanWith(path: string, engine: string) {
  const source = `
    import { scanText, engineInfo } from "./index.ts";
    const out = { state: engineInfo().native.state };
    try { out.engine = scanText("@TAG[SPEC:a]").engine; scanText(""); } catch (error) { out.code = error.code; }
    console.log(JSON.stringify(out));`;
  const ended = runModule(source, { TAGWRIGHT_NATIVE_PATH: path, TAGWRIGHT_ENGINE: engine });
  return { ...ended, said: ended.status === 0 ? JSON.parse(ended.stdout) : ended };
}

withBinary("the binary of this platform is found and loaded", (t) => {
  const loaded = loadNative(undefined, target);
  t.is(loaded.state, "loaded", loaded.error);
  t.is(loaded.version, version);
  t.is(loaded.path, path);
});

withBinary("a path that is named is the only place looked at", (t) =>
  inTemporary((root) => {
    const named = join(root, "own.node");
    t.like(loadNative(named, target), { state: "absent", looked: [named] });
    symlinkSync(path, named);
    t.like(loadNative(named, target), { state: "loaded", path: named, looked: [named] });
  }),
);

test("a platform without a binary is unsupported, one that lacks it is absent", (t) => {
  t.is(findTarget("sunos", "x64", ""), undefined);
  t.is(findTarget("linux", "x64", "musl"), "linux-x64-musl");
  t.is(findTarget("darwin", "arm64", ""), "darwin-arm64");
  t.like(loadNative(undefined, "nowhere-x64"), { state: "absent" });
  t.like(loadNative(undefined, undefined), { state: "unsupported", looked: [] });
});

test("absent: native is refused, auto falls back without a word", (t) => {
  const auto = scanWith("/nonexistent/x.node", "auto");
  t.deepEqual(auto.said, { state: "absent", engine: "fallback" });
  t.is(auto.stderr, "");
  t.deepEqual(scanWith("/nonexistent/x.node", "native").said, { state: "absent", code: "E_ENGINE_ABSENT" });
});

test("garbage, an empty file and a folder are broken: native is refused, auto warns once", (t) =>
  inTemporary((root) => {
    writeFileSync(join(root, "garbage.node"), "not a binary\n".repeat(100));
    writeFileSync(join(root, "empty.node"), "");
    for (const name of ["garbage.node", "empty.node", "."]) {
      const auto = scanWith(join(root, name), "auto");
      t.deepEqual(auto.said, { state: "broken", engine: "fallback" }, name);
      t.is(auto.stderr.match(/E_ENGINE_BROKEN/g)?.length, 1, auto.stderr);
      t.deepEqual(scanWith(join(root, name), "native").said, { state: "broken", code: "E_ENGINE_BROKEN" }, name);
    }
  }));

withBinary("a binary cut short anywhere is broken and does not end the process", (t) =>
  inTemporary((root) => {
    const whole = readFileSync(path);
    const cut = join(root, "cut.node");
    for (const part of [1, 63, 64, 4096, whole.length >> 1, whole.length - 4096, whole.length - 1]) {
      writeFileSync(cut, whole.subarray(0, part));
      t.is(loadNative(cut, target).state, "broken", `${part} bytes`);
    }
    t.deepEqual(scanWith(cut, "native").said, { state: "broken", code: "E_ENGINE_BROKEN" });
    t.is(inspectBinary(path), undefined);
  }),
);

withBinary("a binary of another version is a mismatch", (t) =>
  inTemporary((root) => {
    const other = join(root, "other.node");
    const text = readFileSync(path, "latin1").replaceAll(version, version.replaceAll(/\d/g, "7"));
    writeFileSync(other, text, "latin1");
    const auto = scanWith(other, "auto");
    t.deepEqual(auto.said, { state: "mismatch", engine: "fallback" });
    t.is(auto.stderr.match(/E_ENGINE_MISMATCH/g)?.length, 1, auto.stderr);
    t.deepEqual(scanWith(other, "native").said, { state: "mismatch", code: "E_ENGINE_MISMATCH" });
  }),
);

test("another library in the binary's place is broken", (t) =>
  inTemporary((root) => {
    const foreign = "/lib/x86_64-linux-gnu/libm.so.6";
    if (!existsSync(foreign)) return t.pass("no such library here");
    copyFileSync(foreign, join(root, "libm.node"));
    t.deepEqual(scanWith(join(root, "libm.node"), "native").said, { state: "broken", code: "E_ENGINE_BROKEN" });
  }));

test("fallback never looks for a binary's use, and an unknown word is refused", (t) => {
  t.is(scanWith("/nonexistent/x.node", "fallback").said.engine, "fallback");
  const ended = runModule(
    `import { scanText } from "./index.ts"; try { scanText(""); } catch (e) { console.log(e.code); }`,
    { TAGWRIGHT_ENGINE: "wasm" },
  );
  t.is(ended.stdout.trim(), "E_OPTION_VALUE");
});
