/** Runs the command line on a terminal of its own. */
import { spawnSync } from "node:child_process";
import test from "ava";
import { program } from "./run.ts";

/** util-linux has one that runs a command on a terminal of its own; others take other arguments. */
const hasTerminal = /util-linux/.test(spawnSync("script", ["--version"], { encoding: "utf8" }).stdout ?? "");

/** `test`, or a skipped one where there is no terminal to be had. */
export const onTerminal = hasTerminal ? test : test.skip;

const quoted = (words: readonly string[]): string =>
  words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");

/** The command line that runs tagwright on a terminal, so many columns wide where that is said. */
export function inTerminal(args: readonly string[], columns?: number): string[] {
  const size = columns === undefined ? "" : `stty cols ${columns}; `;
  return ["script", "-qec", size + quoted([...program, ...args]), "/dev/null"];
}
