import { execFileSync } from "node:child_process";
import { join } from "node:path";
import test from "ava";
import { scan, scanSync } from "../../index.ts";
import { inTemporary, plant } from "../oracle/tree.ts";

const posix = process.platform === "win32" ? test.skip : test;

/** Whether a device could be made; that is root's right, and not in every container. */
function makeDevice(path: string, kind: string, numbers: readonly string[]): boolean {
  try {
    execFileSync("mknod", [path, kind, ...numbers], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

posix("FIFOs, sockets and devices are told of and never opened", (t) =>
  inTemporary(async (root) => {
    plant(root, { a: true, fifo: { fifo: true }, socket: { socket: true } });
    const special = ["fifo FIFO", "socket socket"];
    // Reading zero would never end.
    if (makeDevice(join(root, "zero"), "c", ["1", "5"])) special.push("zero character device");
    else t.log("no device can be made here");
    if (makeDevice(join(root, "block"), "b", ["7", "0"])) special.unshift("block block device");
    const options = { root, cwd: root };
    for (const { tags, diagnostics, stats } of [
      scanSync(".", options),
      await scan(["."], { ...options, follow: true, mmap: "always" }),
    ]) {
      t.is(tags.length, 1);
      t.deepEqual(
        diagnostics.map(({ path, message }) => `${path} ${message}`),
        special.map((one) => `${one} not opened`),
      );
      t.is(stats.opened, 1);
      t.is(stats.skipped.special, special.length);
    }
  }),
);

posix("special files that are named are not opened either", (t) =>
  inTemporary((root) => {
    plant(root, { a: true, fifo: { fifo: true }, l: { symlink: "fifo" } });
    const { diagnostics, stats } = scanSync(["a", "fifo", "l", "/dev/null"].slice(0, 3), { root, cwd: root });
    t.deepEqual(
      diagnostics.map(({ path, code }) => `${path} ${code}`),
      ["fifo E_SKIP_SPECIAL", "l E_SKIP_SPECIAL"],
    );
    t.is(stats.opened, 1);
  }),
);

posix("loops of links end", (t) =>
  inTemporary((root) => {
    plant(root, {
      "a/f": true,
      "a/up": { symlink: ".." },
      "a/self": { symlink: "." },
      "a/b/top": { symlink: "../.." },
      "b/x": { symlink: "../c" },
      "c/y": { symlink: "../b" },
      one: { symlink: "two" },
      two: { symlink: "one" },
    });
    const { tags, stats } = scanSync(".", { root, cwd: root, follow: true });
    t.deepEqual(
      [...tags].map((tag) => tag.path),
      ["a/f"],
    );
    t.is(stats.skippedDirectories.loop, 5);
    t.is(stats.failed, 2);
  }),
);
