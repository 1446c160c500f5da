import { execFileSync, spawnSync } from "node:child_process";
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import test from "ava";
import { Blobs, Ends } from "../../src/fallback/git.ts";
import { Index } from "../../src/fallback/git/index.ts";

/** A repository, and its files that the index tells of: conformance/README.md. */
interface Case {
  readonly name: string;
  readonly root?: string;
  readonly attributes?: readonly string[];
  readonly run: readonly string[];
  readonly known: readonly string[];
}

const cases = JSON.parse(readFileSync("conformance/git/index.json", "utf8")) as Case[];

const environment = (home: string): NodeJS.ProcessEnv => ({
  ...{ PATH: process.env["PATH"], HOME: home, GIT_CONFIG_SYSTEM: "/dev/null", GIT_CONFIG_GLOBAL: "/dev/null" },
  ...{ GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a", GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a" },
  ...{ GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "protocol.file.allow", GIT_CONFIG_VALUE_0: "always" },
});

/** Paths of regular files below a folder, as bytes. */
function filesIn(root: string, folder = ""): string[] {
  const at = Buffer.from(folder === "" ? root : `${root}/${folder}`, "latin1");
  return readdirSync(at, { withFileTypes: true, encoding: "buffer" }).flatMap((entry) => {
    const name = entry.name.toString("latin1");
    const path = folder === "" ? name : `${folder}/${name}`;
    if (name === ".git") return [];
    return entry.isDirectory() ? filesIn(root, path) : entry.isFile() ? [path] : [];
  });
}

function statOf(path: Buffer) {
  const { size, mtimeNs, ctimeNs, ino } = lstatSync(path, { bigint: true });
  return { size: Number(size), mtime: mtimeNs, ctime: ctimeNs, inode: ino };
}

/** A path in JSON: PEP 383. */
const bytesOf = (path: string): string =>
  path
    .split(/([\udc80-\udcff])/)
    .map((part) =>
      /^[\udc80-\udcff]$/.test(part)
        ? String.fromCharCode(part.charCodeAt(0) - 0xdc00)
        : Buffer.from(part).toString("latin1"),
    )
    .join("");

const unix = process.platform === "win32" ? test.skip : test;

for (const { name, root = ".", attributes = [], run, known } of cases)
  unix(`blob ids: ${name}`, (t) => {
    const home = mkdtempSync(join(tmpdir(), "tagwright-git-"));
    try {
      const tree = join(home, "tree");
      mkdirSync(tree);
      const env = environment(home);
      spawnSync("sh", ["-c", run.join("\n")], { cwd: tree, env, stdio: "ignore" });
      const top = join(tree, root);
      const blobs = new Blobs(
        top,
        attributes.map((path) => join(tree, path)),
      );
      const found: string[] = [];
      for (const path of filesIn(top)) {
        const absolute = Buffer.from(`${top}/${path}`, "latin1");
        const blob = blobs.blob(path, statOf(absolute));
        if (blob === undefined) continue;
        found.push(path);
        const cwd = path.includes("/") ? `${top}/${path.slice(0, path.lastIndexOf("/"))}` : top;
        const stored = execFileSync("git", ["cat-file", "blob", Buffer.from(blob).toString("hex")], { cwd, env });
        const bytes = readFileSync(absolute);
        // CRLF for every LF is the other content that blob id and size tell.
        const same =
          stored.equals(bytes) || stored.toString("latin1").replaceAll("\n", "\r\n") === bytes.toString("latin1");
        t.true(same, path);
      }
      t.deepEqual(found.sort(), known.map(bytesOf).sort());
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });

unix("an index with wrong bytes never throws", (t) => {
  const home = mkdtempSync(join(tmpdir(), "tagwright-git-"));
  try {
    const env = environment(home);
    const script =
      "git init -q . && for i in 1 2 3 4 5 6; do mkdir -p d$i; echo $i > d$i/file; done; sleep 0.03; git add -A";
    spawnSync("sh", ["-c", script], { cwd: home, env });
    const indexes = [2, 4].map((version) => {
      execFileSync("git", ["update-index", "--index-version", String(version)], { cwd: home, env });
      return readFileSync(join(home, ".git/index"));
    });
    const stat = statOf(Buffer.from(join(home, "d3/file")));
    for (const bytes of indexes) t.truthy(Index.parse(bytes, 2n ** 62n)?.blob("d3/file", stat));
    fc.assert(
      fc.property(
        fc.constantFrom(...indexes),
        fc.array(fc.tuple(fc.nat(1000), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 }),
        fc.nat(1000),
        (bytes, changes, cut) => {
          const broken = Buffer.from(bytes);
          for (const [at, byte] of changes) broken[at % broken.length] = byte;
          Index.parse(broken, 2n ** 62n)?.blob("d3/file", stat);
          Index.parse(broken.subarray(0, cut), 2n ** 62n)?.blob("d3/file", stat);
        },
      ),
      { numRuns: 500 },
    );
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});

test("ends of lines, however they are cut", (t) => {
  const text = fc.array(fc.constantFrom("a", "\r", "\n", "\r\n"), { maxLength: 12 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, fc.nat(12), (text, cut) => {
      const ends = new Ends();
      ends.add(Buffer.from(text.slice(0, cut)));
      ends.add(Buffer.from(text.slice(cut)));
      return ends.areAlike === !(/\r\n/.test(text) && /(?<!\r)\n/.test(text));
    }),
  );
  t.pass();
});
