/** Tests of api/watch.test.ts: one thread of a process can watch. */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { ExecutionContext } from "ava";
import { scan, type WatchReport } from "../../index.ts";
import { tree, write } from "../cache/ground.ts";
import { believed, FILES, next, start } from "./reports.ts";

const git = (cwd: string, ...args: string[]): void =>
  void execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", "-c", "commit.gpgsign=false", ...args], {
    cwd,
    stdio: "ignore",
  });

const many = (count: number, word: string) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `d${index % 40}/e${index % 7}/f${index}.ts`,
      `// @TAG[CODE:${word}${index}]\n`,
    ]),
  );

/** A branch switch of thousands of files. */
export async function switchBranches(t: ExecutionContext): Promise<void> {
  const root = await tree(t, { ...FILES, ...many(2000, "one") });
  git(root, "init", "-q");
  git(root, "add", ".");
  git(root, "commit", "-qm", "one");
  git(root, "checkout", "-qb", "two");
  rmSync(join(root, "d1"), { recursive: true });
  write(root, { ...many(2000, "two"), "last.ts": "// @TAG[CODE:last]\n" });
  git(root, "add", "-A");
  git(root, "commit", "-qm", "two");
  const reports = start(t, root);
  const all = [await next(reports)];
  for (const branch of ["master", "two"]) {
    git(root, "checkout", "-q", branch === "master" ? "HEAD~1" : "two");
    const wanted = new Set((await scan(root)).tags.map(({ name }) => name));
    const names = new Set(all.flatMap(({ tags: { added } }) => added.map(({ name }) => name)));
    const apply = ({ tags: { added, removed, changed } }: WatchReport): void => {
      for (const { name } of [...removed, ...changed.map(({ before }) => before)]) names.delete(name);
      for (const { name } of [...added, ...changed.map(({ after }) => after)]) names.add(name);
    };
    names.clear();
    for (const report of all) apply(report);
    while (names.size !== wanted.size || [...wanted].some((name) => !names.has(name))) {
      const report = await next(reports);
      all.push(report);
      apply(report);
    }
    t.deepEqual([...names].sort(), [...wanted].sort());
  }
}

/** A storm that may have overflowed the kernel's queue. */
export async function storm(t: ExecutionContext): Promise<void> {
  const root = await tree(t, FILES);
  const reports = start(t, root, { debounce: 200 });
  const all = [await next(reports)];
  // The process does not read its queue meanwhile: more events than it holds (16,384 by default) are made by another one.
  const script = `for round in $(seq 12); do for name in $(seq 400); do echo "// @TAG[CODE:r$round-$name]" > storm/s$name.ts; done; done; echo "// @TAG[CODE:end]" > storm/end.ts`;
  mkdirSync(join(root, "storm"));
  execFileSync("bash", ["-c", script], { cwd: root });
  while (believed(all).length < 404) all.push(await next(reports));
  const last = new Map<string, string>();
  for (const {
    tags: { added, changed },
  } of all)
    for (const tag of [...added, ...changed.map(({ after }) => after)]) last.set(tag.path, tag.name);
  const isThere = (): boolean =>
    [...last].every(([path, name]) => !path.startsWith("storm/s") || name.startsWith("r12-"));
  while (!isThere()) {
    const {
      tags: { added, changed },
    } = await next(reports);
    for (const tag of [...added, ...changed.map(({ after }) => after)]) last.set(tag.path, tag.name);
  }
  t.is(last.get("storm/end.ts"), "end");
  t.is(last.size, 404);
}
