import { symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "ava";
import { isInside, resolveName, resolvePaths } from "../../src/options/paths.ts";
import { inTemporary, plant } from "../oracle/tree.ts";

const traversal = { code: "E_PATH_OUTSIDE", message: /path traversal/ };
const inside = (root: string) => ({ root, cwd: root, outside: false });

test("inside is told by folders, not by letters", (t) => {
  t.true(isInside("/base", "/base"));
  t.true(isInside("/base", "/base/a/b"));
  t.true(isInside("/base", "/base/..a"));
  t.true(isInside("/", "/x"));
  for (const path of ["/base-evil", "/bas", "/", "/etc/passwd"]) t.false(isInside("/base", path), path);
});

test("a path of the root is taken, one out of it is not", (t) =>
  inTemporary((root) => {
    plant(root, { "base/test.txt": true, "base/sub/test.txt": true, "base-evil/x": true });
    const base = join(root, "base");
    t.deepEqual(resolvePaths(["test.txt", "sub/test.txt", "."], inside(base)).paths, [
      join(base, "test.txt"),
      join(base, "sub/test.txt"),
      base,
    ]);
    for (const path of ["../etc/passwd", "/etc/passwd", `${base}-evil`, "../base-evil/x", "sub/../../x", ".."]) {
      t.throws(() => resolvePaths(path, inside(base)), traversal, path);
    }
  }));

test("a link that leads out of the root is found by its real path, also below it and where nothing exists", (t) =>
  inTemporary((root) => {
    plant(root, { "base/in/x": true, "out/x": true });
    const base = join(root, "base");
    symlinkSync("../out", join(base, "link"));
    symlinkSync("in", join(base, "safe"));
    for (const path of ["link", "link/x", "link/missing/deep"]) {
      t.throws(() => resolvePaths(path, inside(base)), traversal, path);
      t.notThrows(() => resolvePaths(path, { ...inside(base), outside: true }), path);
    }
    t.notThrows(() => resolvePaths(["safe/x", "safe/missing", "missing"], inside(base)));
  }));

test("a root that is itself a link holds what is below it", (t) =>
  inTemporary((root) => {
    plant(root, { "real/x": true });
    symlinkSync("real", join(root, "alias"));
    const alias = join(root, "alias");
    t.deepEqual(resolvePaths("x", inside(alias)), { root: alias, paths: [join(alias, "x")] });
  }));

test("without a root it is cwd, or the deepest common folder of what lies outside", (t) =>
  inTemporary((root) => {
    plant(root, { "a/b/x": true, "a/c/y": true, "cwd/z": true });
    const cwd = join(root, "cwd");
    const rootOf = (...paths: string[]) => resolvePaths(paths, { cwd, outside: false }).root;
    t.is(rootOf("z"), cwd);
    t.is(rootOf("."), cwd);
    t.is(rootOf(), cwd);
    t.is(rootOf("../a"), join(root, "a"));
    t.is(rootOf("../a/b/x"), join(root, "a/b"));
    t.is(rootOf("../a/b/x", "../a/c"), join(root, "a"));
    t.is(rootOf("../a/b", "z"), root);
    t.is(rootOf("../a/missing"), join(root, "a"));
  }));

test("no path at all is an error, not the whole working folder", (t) => {
  for (const path of ["", "a\0b", 7, null, undefined, {}]) {
    t.throws(() => resolvePaths(path, { outside: false }), { code: "E_OPTION_VALUE" }, String(path));
  }
  t.throws(() => resolvePaths(["a", ""], { outside: false }), { code: "E_OPTION_VALUE", message: /paths\[1\]/ });
});

test("a root must be a folder that exists", (t) =>
  inTemporary((root) => {
    plant(root, { file: true });
    for (const name of ["missing", "file"]) {
      t.throws(() => resolvePaths(".", { root: name, cwd: root, outside: false }), {
        code: "E_OPTION_VALUE",
        message: /root/,
      });
    }
  }));

test("the name of a text is placed by its words alone", (t) =>
  inTemporary((root) => {
    t.deepEqual(resolveName("a/./b.ts", { cwd: root }), { root, path: "a/b.ts" });
    t.deepEqual(resolveName(join(root, "x"), { root }), { root, path: "x" });
    for (const name of ["../x", "/etc/passwd", ".", dirname(root)])
      t.throws(() => resolveName(name, { root }), traversal, name);
  }));
