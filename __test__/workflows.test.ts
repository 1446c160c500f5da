import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "ava";
import { parse } from "yaml";
import { needed } from "./need.ts";

const home = fileURLToPath(new URL("..", import.meta.url));
const folder = `${home}.github/workflows/`;

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly steps: readonly Step[];
  readonly "runs-on": string;
  readonly "timeout-minutes"?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly strategy?: { readonly matrix: Readonly<Record<string, unknown>> };
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const names = readdirSync(folder).filter((name) => name.endsWith(".yml"));
const texts = new Map(names.map((name) => [name, readFileSync(folder + name, "utf8")]));
const workflows = new Map(names.map((name) => [name, parse(texts.get(name)!) as Workflow]));
const jobs = [...workflows].flatMap(([file, { jobs }]) =>
  Object.entries(jobs).map(([name, job]) => ({ where: `${file}, ${name}`, job })),
);
const steps = jobs.flatMap(({ where, job }) => job.steps.map((step) => ({ where, step })));
const scripts = steps.flatMap(({ where, step }) => (step.run === undefined ? [] : [{ where, script: step.run, step }]));

test("there are the four workflows, and nothing runs on a pull request with more rights than its author has", (t) => {
  t.deepEqual(names.sort(), ["bench.yml", "ci.yml", "nightly.yml", "release.yml"]);
  for (const [name, { on }] of workflows) t.false("pull_request_target" in on || "workflow_run" in on, name);
});

test("every action is pinned by a whole hash, and one action by one hash, with its version beside", (t) => {
  const uses = [...texts.values()].flatMap((text) => [...text.matchAll(/uses: (.*)$/gm)].map(([, used]) => used!));
  t.true(uses.length > 20);
  for (const used of uses) t.regex(used, /^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  const byAction = new Map(uses.map((used) => [used.split("@")[0], used]));
  t.is(byAction.size, new Set(uses).size);
});

/** Who may write what. Everyone else may read the repository, and no more. */
const writes: Readonly<Record<string, readonly string[]>> = {
  "release.yml, raise": ["contents", "pull-requests"],
  "release.yml, publish": ["id-token"],
  "release.yml, tag": ["contents"],
  "bench.yml, comment": ["pull-requests"],
};

test("a workflow may do nothing, a job what it needs, and each has an end", (t) => {
  for (const [name, { permissions }] of workflows) t.deepEqual(permissions, {}, name);
  for (const { where, job } of jobs) {
    const given = Object.entries(job.permissions ?? {}).filter(([, level]) => level === "write");
    t.deepEqual(given.map(([what]) => what).sort(), [...(writes[where] ?? [])].sort(), where);
    t.true(job["timeout-minutes"]! > 0, where);
  }
});

test("no credentials stay in a checkout, and what is published is built without a cache", (t) => {
  for (const { where, step } of steps) {
    if (step.uses?.startsWith("actions/checkout@")) t.is(step.with?.["persist-credentials"], false, where);
    if (step.uses?.startsWith("actions/setup-node@") && where.startsWith("release"))
      t.is(step.with?.["package-manager-cache"], false, where);
  }
});

const { napi, engines } = JSON.parse(readFileSync(`${home}package.json`, "utf8")) as {
  napi: { targets: string[] };
  engines: { node: string };
};
const rows = (job: string) =>
  workflows.get("release.yml")!.jobs[job]!.strategy!.matrix.include as {
    target: string;
    glibc?: string;
    system: string;
  }[];

test("a release builds each target of package.json once, and tests all of them where they are to run", (t) => {
  t.deepEqual(
    rows("build")
      .map(({ target }) => target)
      .sort(),
    [...napi.targets].sort(),
  );
  t.deepEqual([...new Set(rows("test").map(({ target }) => target))].sort(), [...napi.targets].sort());
  const systems = { linux: /^ubuntu/, darwin: /^macos/, windows: /^windows/ };
  for (const { target, system } of [...rows("build"), ...rows("test")]) {
    const [, fits] = Object.entries(systems).find(([word]) => target.includes(word))!;
    t.regex(system, fits, target);
    // Of Apple's machines those for Intel are named.
    const isArm = system.endsWith("-arm") || (system.startsWith("macos") && !system.endsWith("-intel"));
    t.is(isArm, target.startsWith("aarch64"), `${target} on ${system}`);
  }
  for (const { target, glibc } of rows("build")) t.is(glibc, target.endsWith("-gnu") ? ".2.28" : undefined, target);
});

test("every line of Node that engines names is tested", (t) => {
  const lines = new Set(
    (workflows.get("ci.yml")!.jobs.test!.strategy!.matrix.include as { node: number }[]).map(({ node }) => node),
  );
  for (const [, major] of engines.node.matchAll(/(?:\^|>=)(\d+)/g)) t.true(lines.has(Number(major)), major);
});

test("what a step takes from outside comes by its environment, and what it runs is there", (t) => {
  for (const { where, script } of scripts) {
    t.notRegex(script, /\$\{\{/, where);
    for (const [, path] of script.matchAll(/((?:\.ci|benchmark)\/[\w/]+\.sh|\.ci\/run)/g)) {
      t.true(existsSync(home + path!), path);
      t.is(statSync(home + path!).mode & 0o111, 0o111, `${path} can be run`);
    }
    for (const [, name] of script.matchAll(/npm run (?:--silent )?([\w:]+)/g)) {
      const { scripts } = JSON.parse(readFileSync(`${home}package.json`, "utf8"));
      t.true(Object.hasOwn(scripts, name!), name);
    }
  }
});

const shell = (program: string, args: readonly string[], input: string) =>
  spawnSync(program, [...args], { input, encoding: "utf8" });

test("every step is a script that bash reads", (t) => {
  t.true(scripts.length > 20);
  for (const { where, script } of scripts) {
    const { status, stderr } = shell("bash", ["-n"], script);
    t.is(status, 0, `${where}: ${stderr}`);
  }
  for (const name of readdirSync(`${home}.ci`).filter((one) => one === "run" || one.endsWith(".sh")))
    t.is(spawnSync("bash", ["-n", `${home}.ci/${name}`]).status, 0, name);
});

needed(
  "shellcheck",
  ["--version"],
  "shellcheck",
)("shellcheck finds nothing in any step", (t) => {
  for (const { where, script, step } of scripts) {
    // As the runner starts it, with what the step is given.
    const given = Object.keys(step.env ?? {}).map((name) => `export ${name}\n`);
    const { stdout } = shell("shellcheck", ["--shell=bash", "-"], `${given.join("")}set -eo pipefail\n${script}`);
    t.is(stdout, "", where);
  }
});
