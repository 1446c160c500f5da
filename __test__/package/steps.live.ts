/** A release, step by step as the workflow has it: with the real git, npm and cargo, a bare origin and a registry on this machine. */
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { parse } from "yaml";
import { platforms, type Platform } from "../../scripts/platforms.ts";
import { temporary } from "../oracle/tree.ts";
import { serve, type Offered, type Registry } from "./registry.ts";
import { home, manifest, output, start } from "./world.ts";

interface Workflow {
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly name?: string; readonly run?: string }[] }>
  >;
}

const release = parse(readFileSync(join(home, ".github/workflows/release.yml"), "utf8")) as Workflow;
const folder = temporary();
const [clone, origin, binaries] = ["clone", "origin.git", "binaries"].map((name) => join(folder, name)) as [
  string,
  string,
  string,
];
const all = platforms(manifest);
const able = process.platform === "linux" ? test.serial : test.serial.skip;

/** What a step of the release runs. Packages are there already: each clone has this checkout's. */
const step = (job: string, name: string): string =>
  release.jobs[job]!.steps.find((one) => one.name === name)!.run!.replace(/^npm ci .*\n/m, "");

const settings = {
  PATH: `${join(folder, "bin")}:${process.env.PATH}`,
  SAID: join(folder, "said"),
  GITHUB_SERVER_URL: "https://example.org",
  GITHUB_REPOSITORY: "a/b",
};
/** Runs a step as the runner does. */
const run = (script: string, env: Readonly<Record<string, string>> = {}): Promise<string> =>
  output("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
    cwd: clone,
    env: { ...settings, ...env },
  });
const git = (...args: string[]): string =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], { cwd: clone, encoding: "utf8" });
const read = (path: string): string => readFileSync(join(clone, path), "utf8");
const versionOf = (text: string): string => (JSON.parse(text) as { version: string }).version;

/** A `gh` that writes down what it is asked, and knows of a pull request once one was made. */
const gh = `#!/bin/sh
echo "$1 $2" >>"$SAID"
if [ "$1 $2" = "pr list" ] && grep -q "pr create" "$SAID"; then echo 7; fi
`;

/** This checkout as it is, whether committed or not, pushed to an origin of its own. */
function makeClone(): void {
  const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: home,
    encoding: "utf8",
  });
  for (const path of files.split("\0").filter((one) => one !== "" && existsSync(join(home, one)))) {
    mkdirSync(dirname(join(clone, path)), { recursive: true });
    cpSync(join(home, path), join(clone, path));
  }
  execFileSync("git", ["init", "-q", "--bare", origin]);
  git("init", "-q", "-b", "main");
  symlinkSync(join(home, "node_modules"), join(clone, "node_modules"));
  writeFileSync(join(clone, ".git/info/exclude"), "node_modules\n");
  writeFileSync(join(clone, ".changeset/tried.md"), `---\n"tagwright": minor\n---\n\nSomething new.\n`);
  git("remote", "add", "origin", origin);
  git("add", "--all");
  git("commit", "-qm", "feat: something new");
  git("push", "-q", "origin", "main");
}

const ELF: Readonly<Record<string, number>> = { x64: 0x3e, arm64: 0xb7 };
const MACHO: Readonly<Record<string, number>> = { x64: 0x7, arm64: 0xc };
const PE: Readonly<Record<string, number>> = { x64: 0x8664, arm64: 0xaa64 };

/** The beginning of a binary for a platform: as much as is looked at. */
function binary({ os, cpu, libc }: Platform): Buffer {
  const head = Buffer.alloc(128);
  if (os === "darwin") {
    head.writeUInt32LE(0xfeedfacf, 0);
    head.writeUInt32LE(MACHO[cpu]!, 4);
  } else if (os === "win32") {
    head.write("MZ");
    head.writeUInt32LE(64, 0x3c);
    head.writeUInt16LE(PE[cpu]!, 68);
  } else {
    head.write("\x7fELF");
    head.writeUInt16LE(ELF[cpu]!, 18);
    if (libc === "glibc") head.write("\0GLIBC_2.28\0", 32);
  }
  return head;
}

test.before(() => {
  if (able !== test.serial) return;
  for (const path of [clone, binaries, join(folder, "bin")]) mkdirSync(path);
  writeFileSync(join(folder, "bin/gh"), gh);
  chmodSync(join(folder, "bin/gh"), 0o755);
  writeFileSync(settings.SAID, "");
  for (const one of all) writeFileSync(join(binaries, one.binary), binary(one));
  makeClone();
});
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

/** With a registry that has these alone, and settings of npm that name it. */
async function withRegistry(
  offered: readonly Offered[],
  body: (registry: Registry, env: Readonly<Record<string, string>>) => Promise<void>,
) {
  const registry = await serve(offered);
  const config = join(folder, "npmrc");
  writeFileSync(config, `registry=${registry.url}\n${registry.url.replace("http:", "")}:_authToken=none\n`);
  try {
    await body(registry, { NPM_CONFIG_USERCONFIG: config });
  } finally {
    registry.close();
  }
}

const planned = (t: ExecutionContext, raise: boolean, publish: boolean, offered: readonly Offered[] = []) =>
  withRegistry(offered, async (_, env) => {
    const version = versionOf(read("package.json"));
    t.is(await run(".ci/plan.sh", env), `version=${version}\nraise=${raise}\npublish=${publish}\n`);
  });

able("changes that wait ask for a raise, which leaves nothing stale and is proposed", async (t) => {
  await planned(t, true, false);
  const before = versionOf(read("package.json"));
  await run(step("raise", "Raise it everywhere"));
  const version = versionOf(read("package.json"));
  t.not(version, before);

  await run("npm run --silent generate -- --check && npx oxfmt --check");
  await run("cargo metadata --locked --offline --format-version 1 >/dev/null");
  await run("cargo metadata --locked --offline --format-version 1 --manifest-path fuzz/Cargo.toml >/dev/null");
  const named = [...read("native/binding.cjs").matchAll(/expected (\S+) but/g)].map(([, one]) => one);
  t.deepEqual([...new Set(named)], [version]);
  // Of the lock files, lines with our own version have changed, and no other.
  const changed = git("diff", "-U0", "--", "package-lock.json", "Cargo.lock", "fuzz/Cargo.lock").match(
    /^[+-] *"?version.*$/gm,
  )!;
  t.is(
    git("diff", "--numstat", "--", "*lock*")
      .match(/\d+/g)!
      .reduce((sum, one) => sum + Number(one), 0),
    changed.length,
  );
  t.true(
    changed.every((line) => line.includes(line.startsWith("-") ? before : version)),
    changed.join("\n"),
  );

  await run(step("raise", "Propose it"));
  t.is(versionOf(git("--git-dir", origin, "show", "release/next:package.json")), version);
  git("commit", "-q", "--allow-empty", "-m", "more");
  writeFileSync(join(clone, "README.md"), `${read("README.md")}\n`);
  await run(step("raise", "Propose it"));
  t.deepEqual(readFileSync(settings.SAID, "utf8").trim().split("\n"), [
    ...["auth setup-git", "pr list", "pr create"],
    ...["auth setup-git", "pr list", "pr edit"],
  ]);
});

able("all are packed or none, and what was published before a run broke off is passed over", async (t) => {
  await planned(t, false, true);
  const packing = step("pack", "Pack all of them, or none").replace("--binaries binaries", `--binaries ${binaries}`);
  const [first] = all;
  rmSync(join(binaries, first!.binary));
  t.not((await start("bash", ["-ec", packing], { cwd: clone, env: settings })).code, 0);
  t.false(existsSync(join(clone, "packed")));
  writeFileSync(join(binaries, first!.binary), binary(first!));
  await run(packing);

  const version = versionOf(read("package.json"));
  const names = all.map((one) => one.package).sort();
  const out = names.slice(0, 3).map((name): Offered => ({ manifest: { name, version } }));
  await withRegistry(out, async (registry, env) => {
    await run(step("pack", "Dry run"), env);
    t.deepEqual(registry.published, []);
    // Provenance is signed by the workflow's own service alone.
    await run(
      step("publish", "Publish what was packed, the platforms first").replace("--provenance", "--no-provenance"),
      env,
    );
    t.deepEqual(registry.published, [...names.slice(3), "tagwright"]);
  });
  await planned(t, false, false, [{ manifest: { name: "tagwright", version } }]);
});
