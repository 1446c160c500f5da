import { nearest } from "../../index.ts";
import type { Run } from "./run.ts";
import { bash } from "../complete/bash.ts";
import { fish } from "../complete/fish.ts";
import { zsh } from "../complete/zsh.ts";
import { exitCodes, UsageError } from "../exit.ts";
import { readVerbs } from "../grammar.ts";
import { print } from "../output.ts";

const shells = { bash, zsh, fish };
const isShell = (word: string): word is keyof typeof shells => Object.hasOwn(shells, word);

function readShell(words: readonly string[]): keyof typeof shells {
  const known = Object.keys(shells);
  const hint = `Shells: ${known.join(", ")}`;
  if (words.length !== 1) throw new UsageError("completions needs the name of one shell", hint);
  const [word] = words as [string];
  if (isShell(word)) return word;
  const near = nearest(word, known);
  const meant = near === undefined ? "" : `; did you mean ${near}?`;
  throw new UsageError(`unknown shell ${JSON.stringify(word)}${meant}`, hint);
}

/** `tagwright completions`. */
export const runCompletions: Run = async ({ paths }, signal) => {
  await print(process.stdout, shells[readShell(paths)](readVerbs()), signal);
  return exitCodes.ok;
};
