import { execFileSync, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import test from "ava";
import { pathToBuffer, scanSync } from "../../index.ts";
import { inTemporary, pathText, plant, temporary } from "../oracle/tree.ts";

const home = fileURLToPath(new URL("../..", import.meta.url));
const linux = process.platform === "linux" ? test : test.skip;

linux("names that hold line ends or are not UTF-8 come back to the byte", (t) =>
  inTemporary((root) => {
    const names = [
      "a\nb",
      "c\r\nd/e\tf",
      "hex:61ff",
      "hex:ed b2 80".replaceAll(" ", ""),
      "hex:f09f9880ff2f80",
      "\ufffd",
    ];
    plant(root, Object.fromEntries(names.map((name) => [name, true])));
    const { tags } = scanSync(".", { root, cwd: root });
    const sorted = names
      .map((name) => (name.startsWith("hex:") ? Buffer.from(name.slice(4), "hex") : Buffer.from(name)))
      .sort(Buffer.compare);
    t.deepEqual(
      [...tags].map((tag) => pathText(pathToBuffer(tag.path))),
      sorted.map(pathText),
    );
    const paths = [...tags].map((tag) => tag.path);
    t.deepEqual(JSON.parse(JSON.stringify(paths)), paths, "JSON keeps them");
  }),
);

linux("a result's path that is not UTF-8 can be scanned by name", (t) =>
  inTemporary((root) => {
    plant(root, { "hex:61ff2fff": true, "hex:61fe2ffe": true });
    const options = { root, cwd: root };
    const all = scanSync(".", options);
    t.is(all.tags.length, 2);
    for (const { path } of all.tags) {
      const { tags, diagnostics } = scanSync(path, options);
      t.deepEqual(diagnostics, []);
      t.deepEqual(
        [...tags].map((tag) => tag.path),
        [path],
      );
      const folder = path.slice(0, path.indexOf("/"));
      t.deepEqual(
        [...scanSync(folder, { ...options, root: folder }).tags].map((tag) => tag.path),
        [path.slice(folder.length + 1)],
      );
    }
  }),
);

linux("a missing path is an error of its own; the rest is scanned", (t) =>
  inTemporary((root) => {
    plant(root, { a: true });
    const { tags, diagnostics, stats } = scanSync(["nope", "a", "a/b", "no/pe"], { root, cwd: root });
    t.is(tags.length, 1);
    t.deepEqual(
      diagnostics.map(({ path, code, severity }) => ({ path, code, severity })),
      [
        // What stands below a file is not there, though the system has another name for it.
        { path: "a/b", code: "E_FILE_MISSING", severity: "error" },
        { path: "no/pe", code: "E_FILE_MISSING", severity: "error" },
        { path: "nope", code: "E_FILE_MISSING", severity: "error" },
      ],
    );
    t.is(stats.failed, 3);
  }),
);

/** Makes folders within each other till their path is longer than any system call takes. */
const DIG = `
  import { mkdirSync, writeFileSync } from "node:fs";
  const name = "d".repeat(200);
  process.chdir(process.argv[1]);
  for (let depth = 0; depth < 25; depth++) {
    writeFileSync("f", "@TAG[SPEC:x]\\n");
    mkdirSync(name);
    process.chdir(name);
  }
  writeFileSync("f", "@TAG[SPEC:x]\\n");`;

linux("paths of more than 4,096 bytes are diagnostics; the rest is scanned", (t) => {
  const root = temporary();
  try {
    const dug = spawnSync(process.execPath, ["--input-type=module", "-e", DIG, root], { cwd: home, encoding: "utf8" });
    t.is(dug.stderr, "");
    const { tags, diagnostics } = scanSync(".", { root, cwd: root });
    t.true(tags.length >= 19 && tags.length < 26, String(tags.length));
    t.deepEqual(
      diagnostics.map(({ code, message }) => `${code} ${message}`),
      ["E_FILE_UNREADABLE cannot read: ENAMETOOLONG"],
    );
    t.true(pathToBuffer(diagnostics[0]!.path).length + root.length + 1 >= 4096 - 202);
    const named = `${"n".repeat(5000)}/f`;
    t.deepEqual(
      scanSync([named, "f"], { root, cwd: root }).diagnostics.map(({ code, path }) => ({ code, path })),
      [{ code: "E_FILE_UNREADABLE", path: named }],
    );
  } finally {
    // Node's own rm gives the whole path to the system, which refuses it.
    execFileSync("rm", ["-rf", root]);
  }
});
