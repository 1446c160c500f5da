/** A copy of the sample project, as a reader would have it before him. */
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ExecutionContext } from "ava";
import { program, run, tree } from "../cli/run.ts";
import type { Sample } from "./blocks.ts";
import { sourced } from "./source.ts";

const home = fileURLToPath(new URL("../../", import.meta.url));
/** The sample of the README: a reader has nothing else. */
export const EMPTY = "empty";
const WHEN = "2026-01-02T03:04:05Z";

/** `npx tagwright`, and `tagwright` alone; `npm install` of it is done already, and nothing else of npm may be asked for. */
const shims: Readonly<Record<string, string>> = {
  npx: `[ "$1" = tagwright ] || { echo "npx $1: only tagwright is known here" >&2; exit 64; }\nshift\nexec tagwright "$@"`,
  npm: `case "$*" in "install --save-dev tagwright"|"install tagwright"|ci) ;; *) echo "npm $*: not known here" >&2; exit 64 ;; esac`,
  tagwright: `exec ${program.map((word) => `'${word}'`).join(" ")} "$@"`,
};

async function commit(t: ExecutionContext, folder: string): Promise<void> {
  const script =
    "git init -q -b main && git add -A && git -c user.name=ann -c user.email=ann@example.org commit -q --allow-empty -m first";
  const ran = await run(t, ["bash", "-c", script], {
    cwd: folder,
    env: { GIT_AUTHOR_DATE: WHEN, GIT_COMMITTER_DATE: WHEN },
  });
  if (ran.code !== 0) throw new Error(ran.stderr);
}

/** Puts a project of examples/, a repository of git of its own, somewhere of its own; `empty` is a folder with nothing in it. */
export async function takeSample(t: ExecutionContext, name: string): Promise<Sample> {
  const bin = tree(t, Object.fromEntries(Object.entries(shims).map(([key, text]) => [key, `#!/bin/sh\n${text}\n`])));
  await run(t, ["chmod", "-R", "+x", bin]);
  const folder = join(tree(t), name);
  if (name === EMPTY) mkdirSync(folder);
  else cpSync(join(home, "examples", name), folder, { recursive: true });
  await commit(t, folder);
  // Modules of the project find the package; git, and so a scan, does not.
  mkdirSync(join(dirname(folder), "node_modules"));
  symlinkSync(home, join(dirname(folder), "node_modules/tagwright"));
  const env = { PATH: `${bin}${delimiter}${process.env.PATH}`, HOME: bin, LC_ALL: "C.UTF-8", COLUMNS: undefined };
  const register = join(home, "node_modules/@oxc-node/core/register.mjs");
  const write: Sample["write"] = (name, text) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  return {
    folder,
    write,
    source: sourced,
    shell: (script) => run(t, ["bash", "-c", `exec 2>&1; set -euo pipefail\n${script}`], { cwd: folder, env }),
    module: async (text, language) => {
      const name = `block.${language === "ts" ? "mts" : "mjs"}`;
      write(name, sourced(text, language));
      const ran = await run(t, [process.execPath, "--import", register, name], { cwd: folder, env });
      rmSync(join(folder, name));
      return ran;
    },
  };
}
