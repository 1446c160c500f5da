/** Each shell is run, and asked what it would offer. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test, { type ExecutionContext } from "ava";
import { needed } from "../need.ts";
import { run, tagwright, tree } from "./run.ts";

const shells = ["bash", "zsh", "fish"] as const;
type Shell = (typeof shells)[number];

/** A line as it is typed up to the key, and what must be among, and must not be among, what is offered. */
const typed: readonly (readonly [line: string, offered: readonly string[], not: readonly string[]])[] = [
  ["tagwright sc", ["scan"], ["check"]],
  ["tagwright lea", ["leasot", "leasot-reporter"], []],
  ["tagwright scan --form", ["--format"], ["--fail-on"]],
  ["tagwright check --fail-on ", ["error", "warning", "info"], ["--format"]],
  ["tagwright diff --fail-on ", ["added", "removed"], ["error"]],
  ["tagwright scan --format nd", ["ndjson"], ["json"]],
  ["tagwright languages --format ", ["text", "json"], ["sarif"]],
  ["tagwright watch --format ", ["text", "ndjson"], ["json"]],
  ["tagwright export matrix --format ", ["csv", "markdown"], ["json"]],
  ["tagwright scan --dialects tag,", ["hash"], []],
  ["tagwright scan --dialects=tag,", ["hash"], []],
  ["tagwright export ", ["vault", "matrix", "needs", "reqif"], []],
  ["tagwright completions ", ["bash", "zsh", "fish"], ["a.ts"]],
  ["tagwright scan a", ["a.ts"], []],
  ["tagwright scan --config ", ["a.ts", "src"], []],
  ["tagwright scan --root ", ["src"], ["a.ts"]],
  ["tagwright scan --root=", ["src"], ["a.ts"]],
  ["tagwright scan --engine=nat", ["native"], ["auto"]],
  // A value is no word of the command, whatever it says.
  ["tagwright export --vault src ", ["vault", "matrix"], ["a.ts"]],
  ["tagwright export --vault=src ", ["vault", "matrix"], ["a.ts"]],
  ["tagwright export --vault matrix ", ["vault", "matrix"], ["a.ts"]],
  ["tagwright export -o out ", ["vault", "matrix"], ["a.ts"]],
  ["tagwright export --hidden ", ["vault", "matrix"], ["a.ts"]],
  ["tagwright export --vault src matrix ", ["a.ts", "src"], ["vault"]],
  ["tagwright scan check --fail", [], ["--fail-on"]],
  // A value that may follow, tied, or not.
  ["tagwright scan --cache=", ["src"], ["a.ts", "--format"]],
  ["tagwright scan --cache=s", ["src"], ["a.ts"]],
  ["tagwright scan --cache ", ["a.ts", "src"], []],
  ["tagwright export --cache=src ", ["vault", "matrix"], ["a.ts"]],
  ["tagwright export --cache ", ["vault", "matrix"], ["a.ts"]],
];

// Bash takes a word apart at each `=`.
const BASH = `source "$1"; read -ra COMP_WORDS <<<"\${2//=/ = }"; [[ $2 == *' ' ]] && COMP_WORDS+=('')
COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _tagwright; printf '%s\\n' "\${COMPREPLY[@]}"`;

const asked: Readonly<Record<Shell, (script: string, line: string) => readonly string[]>> = {
  bash: (script, line) => ["bash", "--norc", "-c", BASH, "bash", script, line],
  zsh: (script, line) => ["zsh", "-f", fileURLToPath(new URL("complete.zsh", import.meta.url)), script, line],
  fish: (script, line) => ["fish", "--no-config", "-c", 'source $argv[1]; complete -C "$argv[2]"', script, line],
};

/** The words that a shell offers, without what stands before a list's last comma or a tied value, or behind a folder's name. */
async function offered(t: ExecutionContext, shell: Shell, cwd: string, line: string): Promise<string[]> {
  const { stdout, stderr } = await run(t, asked[shell](join(cwd, "script"), line), { cwd, env: { HOME: cwd } });
  t.is(stderr, "");
  const words = stdout.split("\n").map((row) => row.split("\t")[0]!);
  return words.filter((word) => word !== "").map((word) => word.replace(/^(--[^=]*=)?(.*,)?/, "").replace(/\/$/, ""));
}

for (const shell of shells) {
  needed(
    shell,
    ["--version"],
    shell,
  )(`${shell} offers commands, flags and values`, async (t) => {
    const cwd = tree(t, { "a.ts": "", "b.ts": "", "src/c.ts": "" });
    const made = await tagwright(t, ["completions", shell]);
    t.is(made.code, 0, made.stderr);
    writeFileSync(join(cwd, "script"), made.stdout);
    for (const [line, must, not] of typed) {
      const words = await offered(t, shell, cwd, line);
      for (const word of must) t.true(words.includes(word), `${line}: ${word} is not among ${words.join(" ")}`);
      for (const word of not) t.false(words.includes(word), `${line}: ${word} is among ${words.join(" ")}`);
    }
  });
}

test("a shell that is not known is an error", async (t) => {
  const near = await tagwright(t, ["completions", "bsh"]);
  t.is(near.code, 2);
  t.is(near.stderr, 'tagwright: unknown shell "bsh"; did you mean bash?\nShells: bash, zsh, fish\n');
  t.is((await tagwright(t, ["completions"])).code, 2);
});
