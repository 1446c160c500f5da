/** The ways into CI: the steps are run as the service would run them, on a sample project. */
import { readFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test, { type ExecutionContext } from "ava";
import { parse, parseAllDocuments } from "yaml";
import { program, run, tagwright, tree, type Ran } from "../cli/run.ts";
import { needed } from "../need.ts";

const home = fileURLToPath(new URL("../../", import.meta.url));
const read = (path: string): string => readFileSync(join(home, path), "utf8");

interface Step {
  readonly id: string;
  readonly run: string;
  readonly env: Readonly<Record<string, string>>;
  readonly "working-directory": string;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}
const action = parse(read("action/action.yml")) as Action;

const gap = { "src/a.ts": "// @TAG[SPEC:a] x\n" };
const whole = {
  "a.ts": "// @TAG[SPEC:a] x\n// @TAG[CODE:a]\n// @TAG[TEST:a]\n// @TAG[DOC:a]\n",
};
const shim = `#!/bin/sh\nexec ${program.map((word) => `'${word}'`).join(" ")} "$@"\n`;

/** What the runner puts in the place of an expression. */
const fill = (text: string, inputs: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\$\{\{ (.*?) \}\}/g, (_, word: string) => {
    if (word === "github.action_path") return join(home, "action");
    const name = word.replace("inputs.", "");
    return inputs[name] ?? action.inputs[name]!.default;
  });

interface Stepped extends Ran {
  readonly output: string;
}

/** Runs the action's step in a project that has tagwright, as the runner does: bash with -e, variables, a file for the outputs. */
async function step(
  t: ExecutionContext,
  folder: string,
  inputs: Readonly<Record<string, string>> = {},
): Promise<Stepped> {
  const [{ run: script, env, "working-directory": cwd }] = action.runs.steps as [Step];
  const variables = Object.fromEntries(Object.entries(env).map(([name, text]) => [name, fill(text, inputs)]));
  const output = join(tree(t, { output: "" }), "output");
  const ran = await run(t, ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script], {
    cwd: join(folder, fill(cwd, inputs)),
    env: { ...variables, GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: undefined },
  });
  return { ...ran, output: readFileSync(output, "utf8") };
}

async function project(t: ExecutionContext, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = tree(t, { ...files, "node_modules/.bin/tagwright": shim });
  await run(t, ["chmod", "+x", join(folder, "node_modules/.bin/tagwright")]);
  return folder;
}

test("the action's step fails where findings remain, and shows them in the lines", async (t) => {
  const ran = await step(t, await project(t, gap));
  t.deepEqual([ran.code, ran.output], [1, "exit-code=1\n"], ran.stderr);
  t.regex(ran.stdout, /^::error file=src\/a\.ts,line=1,/m);
});

test("a step that is told to passes all the same, but not what is wrongly asked", async (t) => {
  const folder = await project(t, gap);
  const passed = await step(t, folder, { fail: "false" });
  t.deepEqual([passed.code, passed.output], [0, "exit-code=1\n"]);
  const wrong = await step(t, folder, { fail: "false", args: "--fial-on\nerror" });
  t.deepEqual([wrong.code, wrong.output], [2, "exit-code=2\n"]);
});

test("each line of args is one word, whatever it holds; a folder below uses what is installed above", async (t) => {
  const files = { ...whole, "a b; exit 7 $(exit 8)/c.ts": "// TODO: x\n" };
  const folder = await project(t, files);
  const ran = await step(t, folder, {
    command: "scan",
    args: "a b; exit 7 $(exit 8)\n--format=json\n--output=all.json",
    format: "text",
    sarif: "tags.sarif",
  });
  t.is(ran.code, 0, ran.stderr);
  t.is(JSON.parse(readFileSync(join(folder, "all.json"), "utf8")).tags.length, 1);
  t.regex(ran.stdout, /1:4 {2}TODO/);
  const below = await step(t, folder, {
    "working-directory": "a b; exit 7 $(exit 8)",
    command: "scan",
    format: "text",
    sarif: "tags.sarif",
  });
  t.is(below.code, 0, below.stderr);
  t.regex(below.stdout, /1:4 {2}TODO/);
  t.is(JSON.parse(readFileSync(join(folder, "a b; exit 7 $(exit 8)", "tags.sarif"), "utf8")).version, "2.1.0");
});

test("every input and output of the action is used, and says what it is for", (t) => {
  const used = JSON.stringify(action.runs);
  for (const [name, row] of Object.entries(action.inputs)) {
    t.true(used.includes(`inputs.${name} `), name);
    t.true("description" in row && "default" in row, name);
  }
  t.is(action.runs.using, "composite");
  t.regex(action.outputs["exit-code"]!.value, /steps\.run\.outputs\.exit-code/);
  t.deepEqual(
    action.runs.steps.filter(({ run: script }) => script.includes("${{")),
    [],
    "an input in a script could end it",
  );
});

interface Job {
  readonly script: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly artifacts: { readonly reports: { readonly codequality: string } };
}

test("the job of the GitLab component writes what its merge requests show", async (t) => {
  const [spec, jobs] = parseAllDocuments(read("templates/check.yml")).map((one) => one.toJS() as unknown);
  const { inputs } = (spec as { spec: { inputs: Record<string, { default: string }> } }).spec;
  const { script, variables, artifacts } = (jobs as { tagwright: Job }).tagwright;
  const env = Object.fromEntries(
    Object.entries(variables).map(([name, text]) => [
      name,
      text.replaceAll(/\$\[\[ inputs\.(\w+) \]\]/g, (_, key: string) => inputs[key]!.default),
    ]),
  );
  const folder = await project(t, gap);
  const runJob = (more: Record<string, string> = {}) =>
    run(t, ["bash", "-eo", "pipefail", "-c", script.join("\n")], { cwd: folder, env: { ...env, ...more } });
  const ran = await runJob();
  t.is(ran.code, 1, ran.stderr);
  t.regex(ran.stdout, /missing/);
  const [finding] = JSON.parse(readFileSync(join(folder, artifacts.reports.codequality), "utf8"));
  t.is(finding.location.path, "src/a.ts");
  t.is((await runJob({ TAGWRIGHT_ARGS: "--rule missing=off src" })).code, 0);
});

test("the hook for pre-commit runs a command that there is, over the whole tree", async (t) => {
  const [hook] = parse(read(".pre-commit-hooks.yaml")) as [Record<string, unknown>];
  t.is(hook.pass_filenames, false);
  const npx = "npx --yes tagwright ";
  t.true(String(hook.entry).startsWith(npx));
  const words = String(hook.entry).slice(npx.length).split(" ");
  t.is((await tagwright(t, words, { cwd: tree(t, whole) })).code, 0);
  t.is((await tagwright(t, words, { cwd: tree(t, gap) })).code, 1);
});

needed(
  "shellcheck",
  ["--version"],
  "shellcheck",
)("the scripts are sound", async (t) => {
  const scripts = ["action/run.sh", ".ci/run", ".ci/oft.sh"].map((path) => join(home, path));
  t.true(scripts.every((path) => existsSync(path)));
  const { code, stdout } = await run(t, ["shellcheck", ...scripts]);
  t.is(code, 0, stdout);
});
