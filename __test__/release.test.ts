import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test from "ava";
import { inTemporary } from "./oracle/tree.ts";

const home = fileURLToPath(new URL("..", import.meta.url));
const onUnix = process.platform === "win32" ? test.skip : test;

/** A checkout with nothing but what a release's scripts read, and an `npm` that says what it is told to. */
function checkout(folder: string, files: Readonly<Record<string, string>>, npm: string): void {
  cpSync(join(home, ".ci"), join(folder, ".ci"), { recursive: true, filter: (path) => !path.includes("/.ci/n") });
  const targets = Array(2).fill("x");
  const manifest = JSON.stringify({ name: "tagwright", version: "1.2.3", napi: { targets } });
  mkdirSync(join(folder, "bin"));
  for (const [path, text] of Object.entries({ "package.json": manifest, "bin/npm": npm, ...files })) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  chmodSync(join(folder, "bin/npm"), 0o755);
}

function run(folder: string, script: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync("bash", [join(folder, ".ci", script), ...args], {
    encoding: "utf8",
    env: { ...process.env, PATH: `${folder}/bin:${process.env.PATH}`, LOG: join(folder, "log") },
  });
  return { status, stdout, stderr };
}

const changes = "# tagwright\n\n## 1.2.3\n\n- words\n";
const unknown = `#!/bin/sh\necho '{ "error": { "code": "E404" } }'; exit 1\n`;

/** What lies in the checkout, what npm answers, and what is to be done. */
const plans: readonly (readonly [string, Readonly<Record<string, string>>, string, string])[] = [
  [
    "changes wait",
    { ".changeset/README.md": "", ".changeset/a.md": "", "CHANGELOG.md": changes },
    unknown,
    "version=1.2.3\nraise=true\npublish=false\n",
  ],
  [
    "the version is new",
    { ".changeset/README.md": "", "CHANGELOG.md": changes },
    unknown,
    "version=1.2.3\nraise=false\npublish=true\n",
  ],
  [
    "the version is out",
    { ".changeset/README.md": "", "CHANGELOG.md": changes },
    `#!/bin/sh\necho '"1.2.3"'\n`,
    "version=1.2.3\nraise=false\npublish=false\n",
  ],
  [
    "nobody wrote what is new in it",
    { ".changeset/README.md": "" },
    unknown,
    "version=1.2.3\nraise=false\npublish=false\n",
  ],
];

for (const [what, files, npm, expected] of plans) {
  onUnix(`what a push asks for: ${what}`, (t) =>
    inTemporary((folder) => {
      checkout(folder, files, npm);
      t.deepEqual(run(folder, "plan.sh"), { status: 0, stdout: expected, stderr: "" });
    }),
  );
}

onUnix("a registry that does not answer is no reason to publish", (t) =>
  inTemporary((folder) => {
    const down = `#!/bin/sh\necho '{ "error": { "code": "EAI_AGAIN" } }'; exit 1\n`;
    checkout(folder, { ".changeset/README.md": "", "CHANGELOG.md": changes }, down);
    const { status, stdout } = run(folder, "plan.sh");
    t.deepEqual({ status, stdout }, { status: 1, stdout: "" });
  }),
);

/** Writes down what it is asked to publish; one name is published already. */
const recording = `#!/bin/sh
if [ "$1" = view ]; then case $2 in *binding-b@*) echo 1.2.3 ;; esac; exit 0; fi
echo "$*" >>"$LOG"
`;

function plantPacked(folder: string, names: readonly string[]): void {
  mkdirSync(join(folder, "packed"));
  for (const name of names) {
    const stage = join(folder, `stage-${name.replace("/", "-")}`, "package");
    mkdirSync(stage, { recursive: true });
    writeFileSync(join(stage, "package.json"), JSON.stringify({ name, version: "1.2.3" }));
    const tarball = join(folder, "packed", `${name.replace("@", "").replace("/", "-")}-1.2.3.tgz`);
    execFileSync("tar", ["-czf", tarball, "-C", join(stage, ".."), "package"]);
  }
}

const all = ["tagwright", "@tagwright/binding-a", "@tagwright/binding-b"];

onUnix("the root is published last, and what is published already is passed over", (t) =>
  inTemporary((folder) => {
    checkout(folder, {}, recording);
    plantPacked(folder, all);
    t.is(run(folder, "publish.sh", "--provenance").status, 0);
    t.deepEqual(readFileSync(join(folder, "log"), "utf8").trim().split("\n"), [
      "publish ./packed/tagwright-binding-a-1.2.3.tgz --access public --provenance",
      "publish ./packed/tagwright-1.2.3.tgz --access public --provenance",
    ]);
  }),
);

// npm refuses to publish a version that is there, in a dry run as well.
onUnix("a dry run goes through all that are to be published", (t) =>
  inTemporary((folder) => {
    checkout(folder, {}, recording);
    plantPacked(folder, all);
    t.is(run(folder, "publish.sh", "--dry-run").status, 0);
    t.is(readFileSync(join(folder, "log"), "utf8").match(/--dry-run$/gm)?.length, 2);
  }),
);

onUnix("where a platform is missing nothing is published", (t) =>
  inTemporary((folder) => {
    checkout(folder, {}, recording);
    plantPacked(folder, all.slice(0, 2));
    const { status, stderr } = run(folder, "publish.sh", "--provenance");
    t.deepEqual({ status, stderr }, { status: 1, stderr: "1 platforms are packed, not 2\n" });
    t.throws(() => readFileSync(join(folder, "log")), { code: "ENOENT" });
  }),
);
