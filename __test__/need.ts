/** Tests that need a program of the system. */
import { spawnSync } from "node:child_process";
import test, { type TestFn } from "ava";

const said = new Set<string>();

/**
 * `test`, or, where a program is not installed, a test that is skipped and says so. CI installs all of them: there it fails.
 *
 * @param deb the package of Debian that holds it
 */
export function needed(program: string, args: readonly string[], deb: string): TestFn | TestFn["skip"] {
  const found = spawnSync(program, [...args], { stdio: "ignore" }).error === undefined;
  if (found || process.env.CI) return test;
  if (!said.has(program)) console.warn(`${program} is not installed: its tests are skipped (apt-get install ${deb})`);
  said.add(program);
  return test.skip;
}
