import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test from "ava";
import { engineInfo } from "../../index.ts";
import { aboveFloor, glibcOf, machineOf, misfit } from "../../scripts/binary.ts";
import { optional, platformFiles, platforms, type Manifest } from "../../scripts/platforms.ts";
import { findTarget } from "../../src/engine/platform.ts";
import { platforms as known, prefix } from "../../src/generated/platforms.ts";

const home = fileURLToPath(new URL("../../", import.meta.url));
const manifest = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as Manifest;
const all = platforms(manifest);

test("the list, the folders and what the loader knows agree", (t) => {
  t.deepEqual(
    all.map(({ name }) => name),
    [...known],
  );
  t.deepEqual(readdirSync(join(home, "npm")).sort(), all.map(({ name }) => name).sort());
  for (const [path, text] of Object.entries(platformFiles(manifest)))
    t.is(readFileSync(join(home, path), "utf8"), text, path);
  t.deepEqual(
    Object.keys(optional(manifest)),
    known.map((name) => `${prefix}${name}`),
  );
});

test("the crates of every target are looked at for weaknesses and licences", (t) => {
  const text = readFileSync(join(home, "deny.toml"), "utf8");
  const listed = /^targets = \[([^\]]*)\]/m.exec(text)![1]!.match(/[\w-]+/g);
  t.deepEqual(listed, [...manifest.napi.targets]);
});

test("every platform that has a package is found by it, and only there", (t) => {
  for (const { name, os, cpu, libc } of all) {
    const word = { glibc: "gnu", musl: "musl", none: "" }[libc ?? "none"];
    t.is(findTarget(os, cpu, word), name);
  }
  for (const [os, cpu] of [
    ["linux", "riscv64"],
    ["linux", "arm"],
    ["win32", "ia32"],
    ["freebsd", "x64"],
  ] as const)
    t.is(findTarget(os, cpu, "gnu"), undefined, `${os}-${cpu}`);
});

test("a name that is in no table is refused", (t) => {
  const strange = { ...manifest, napi: { ...manifest.napi, targets: ["riscv64gc-unknown-linux-gnu"] } };
  t.throws(() => platforms(strange), { message: /riscv64gc-unknown-linux-gnu/ });
});

const elf = (machine: number, ...versions: readonly string[]): Buffer => {
  const head = Buffer.alloc(64);
  head.write("\x7fELF\x02\x01", "latin1");
  head.writeUInt16LE(machine, 18);
  return Buffer.concat([head, ...versions.map((one) => Buffer.from(`\0${one}\0`))]);
};
const macho = (cpu: number): Buffer => {
  const head = Buffer.alloc(64);
  head.writeUInt32LE(0xfeed_facf, 0);
  head.writeUInt32LE(cpu, 4);
  return head;
};
const pe = (machine: number): Buffer => {
  const head = Buffer.alloc(128);
  head.write("MZ");
  head.writeUInt32LE(0x50, 0x3c);
  head.write("PE\0\0", 0x50);
  head.writeUInt16LE(machine, 0x54);
  return head;
};

const made: Readonly<Record<string, Buffer>> = {
  "linux-x64-gnu": elf(0x3e, "GLIBC_2.17", "GLIBC_2.28"),
  "linux-x64-musl": elf(0x3e),
  "linux-arm64-gnu": elf(0xb7, "GLIBC_2.17"),
  "linux-arm64-musl": elf(0xb7),
  "darwin-x64": macho(0x0100_0007),
  "darwin-arm64": macho(0x0100_000c),
  "win32-x64-msvc": pe(0x8664),
  "win32-arm64-msvc": pe(0xaa64),
};

test("a binary in the wrong package is told, whichever two are mixed up", (t) => {
  for (const platform of all)
    for (const [name, bytes] of Object.entries(made))
      t.is(misfit(bytes, platform) === undefined, name === platform.name, `${name} as ${platform.name}`);
  t.regex(misfit(Buffer.from("not a binary"), all[0]!)!, /is for no-platform/);
});

test("a binary that asks for a newer glibc than Node does is told", (t) => {
  t.deepEqual(glibcOf(elf(0x3e, "GLIBC_2.9", "GLIBC_2.28", "GLIBC_2.4")), [2, 28]);
  t.is(aboveFloor(elf(0x3e, "GLIBC_2.28")), undefined);
  t.is(aboveFloor(elf(0x3e)), undefined);
  t.regex(aboveFloor(elf(0x3e, "GLIBC_2.9", "GLIBC_2.29"))!, /glibc 2\.29, above 2\.28/);
});

test("the binary of this checkout is one for this machine", (t) => {
  const { path } = engineInfo({ engine: "fallback" }).native;
  if (path === undefined) return t.pass("none is built");
  t.deepEqual(machineOf(readFileSync(path)), { os: process.platform, cpu: process.arch });
  t.is(
    misfit(
      readFileSync(path),
      all.find(({ name }) => name === findTarget())!,
    ),
    undefined,
  );
});
