import { chmodSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { scanApart, withoutRights } from "../oracle/apart.ts";
import { inTemporary, plant } from "../oracle/tree.ts";

test("an unreadable file and an unreadable folder are diagnostics; the rest is scanned", async (t) => {
  const under = withoutRights();
  if (under === undefined) {
    t.log("passed over: everything is readable for this user, and setpriv cannot change that");
    return t.pass();
  }
  await inTemporary((root) => {
    plant(root, { "a/f": true, "b/x": true, "c/f": true, "d/.gitignore": "*\n", "d/f": true });
    for (const locked of ["b", "c/f", "d/.gitignore"]) chmodSync(join(root, locked), 0);
    try {
      for (const paths of [["."], [".", "b", "c/f"]]) {
        const said = scanApart({ paths, options: { root, cwd: root }, under });
        t.deepEqual(
          said.tags.map((tag) => tag.path),
          ["a/f", "d/f"],
        );
        t.deepEqual(
          said.diagnostics.map(({ path, code, message, line }) => ({ path, code, message, line })),
          ["b", "c/f", "d/.gitignore"].map((path) => ({
            path,
            code: "E_FILE_UNREADABLE",
            message: "cannot read: EACCES",
            line: 0,
          })),
        );
      }
    } finally {
      chmodSync(join(root, "b"), 0o700);
    }
  });
});

test("a folder whose entries can be listed but not reached", async (t) => {
  const under = withoutRights();
  if (under === undefined) return void t.pass();
  await inTemporary((root) => {
    plant(root, { "a/f": true, "b/f": true });
    chmodSync(join(root, "a"), 0o400);
    try {
      const said = scanApart({ paths: ["."], options: { root, cwd: root }, under });
      t.deepEqual(
        said.tags.map((tag) => tag.path),
        ["b/f"],
      );
      t.deepEqual(
        said.diagnostics.map(({ path, code }) => ({ path, code })),
        [{ path: "a/f", code: "E_FILE_UNREADABLE" }],
      );
    } finally {
      chmodSync(join(root, "a"), 0o700);
    }
  });
});
