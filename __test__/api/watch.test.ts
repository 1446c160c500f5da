import { appendFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { isUnchanged, scan, watch } from "../../index.ts";
import { runModule } from "../process.ts";
import { below, folder, home, tree, write } from "../cache/ground.ts";
import { believed, files, FILES, next, start, tags, until } from "../watch/reports.ts";
import { storm, switchBranches } from "../watch/storm.ts";

// @TEST:CACHE-004
test("the first report is everything, the next one what changed, and only that is read", async (t) => {
  const root = await tree(t, FILES);
  const reports = start(t, root);
  const first = await next(reports);
  t.like(first, { root, reason: "start", since: undefined });
  t.deepEqual(
    [files(first), tags(first)],
    [
      ["+ a.ts", "+ b/c.py", "+ b/d.py"],
      ["+ a", "+ c", "+ d"],
    ],
  );
  appendFileSync(join(root, "b/c.py"), "# @TAG[CODE:e] four\n");
  const second = await next(reports);
  t.like(second, { root, reason: "change" });
  t.deepEqual([files(second), tags(second)], [["~ b/c.py"], ["+ e"]]);
  t.deepEqual([second.stats.opened, second.stats.cache!.lookups], [1, 1]);
  rmSync(join(root, "a.ts"));
  const third = await next(reports);
  t.deepEqual([files(third), tags(third), third.stats.opened], [["- a.ts"], ["- a"], 0]);
});

test("an editor that writes beside and renames over makes one change of one file", async (t) => {
  const root = await tree(t, FILES);
  const reports = start(t, root);
  await next(reports);
  for (const round of ["x", "y", "z"]) {
    write(root, { ".a.ts.swp": "x", "a.ts~": `// @TAG[SPEC:${round}]\n` });
    renameSync(join(root, "a.ts~"), join(root, "a.ts"));
    rmSync(join(root, ".a.ts.swp"));
    const all = await until(reports, [`+ ${round}`]);
    t.true(all.every((report) => files(report).every((word) => word === "~ a.ts" || word.endsWith("a.ts~"))));
    t.is(all.at(-1)!.tags.removed.length, 1);
  }
});

test("files and folders that are renamed, and folders in new folders", async (t) => {
  const root = await tree(t, FILES);
  const reports = start(t, root);
  const all = [await next(reports)];
  renameSync(join(root, "a.ts"), join(root, "z.ts"));
  all.push(...(await until(reports, ["a.ts > z.ts"])));
  renameSync(join(root, "b"), join(root, "y"));
  all.push(...(await until(reports, ["b/c.py > y/c.py", "b/d.py > y/d.py"])));
  write(root, { "n/o/p/q/deep.ts": "// @TAG[CODE:deep]\n" });
  all.push(...(await until(reports, ["+ deep"])));
  write(root, { "n/o/p/q/r/s.ts": "// @TAG[CODE:deeper]\n", "n/o/p/t.ts": "// @TAG[CODE:beside]\n" });
  all.push(...(await until(reports, ["+ deeper", "+ beside"])));
  appendFileSync(join(root, "n/o/p/q/deep.ts"), "// @TAG[CODE:again]\n");
  all.push(...(await until(reports, ["+ again"])));
  rmSync(join(root, "n"), { recursive: true });
  all.push(...(await until(reports, ["- n/o/p/q/deep.ts", "- n/o/p/q/r/s.ts", "- n/o/p/t.ts"])));
  t.deepEqual(believed(all), ["y/c.py", "y/d.py", "z.ts"]);
});

test("a folder full of folders that is moved in is watched as well", async (t) => {
  const root = await tree(t, FILES);
  const other = await tree(t, { "in/side/one.ts": "// @TAG[CODE:one]\n" });
  const reports = start(t, root);
  await next(reports);
  renameSync(join(other, "in"), join(root, "in"));
  await until(reports, ["+ in/side/one.ts"]);
  write(root, { "in/side/two.ts": "// @TAG[CODE:two]\n" });
  t.deepEqual(files((await until(reports, ["+ two"])).at(-1)!), ["+ in/side/two.ts"]);
});

test("ignore files are obeyed, and an edit of one acts", async (t) => {
  const root = await tree(t, { ...FILES, ".gitignore": "*.log\n", ".git/info/exclude": "" });
  const reports = start(t, root);
  await next(reports);
  write(root, { "x.log": "// @TAG[CODE:no]\n", "node_modules/x.ts": "// @TAG[CODE:no]\n" });
  write(root, { "yes.ts": "// @TAG[CODE:yes]\n" });
  for (const report of await until(reports, ["+ yes"])) t.deepEqual(files(report), ["+ yes.ts"]);
  write(root, { ".gitignore": "b/\n" });
  t.deepEqual(files((await until(reports, ["+ no"])).at(-1)!), ["+ x.log", "- b/c.py", "- b/d.py"]);
  write(root, { "b/.ignore": "!d.py\n" });
  write(root, { ".git/info/exclude": "x.log\n" });
  await until(reports, ["- x.log"]);
  rmSync(join(root, ".gitignore"));
  await until(reports, ["+ b/c.py"]);
});

test("an ignore file above what is watched counts too", async (t) => {
  const root = await tree(t, { ...FILES, ".git/HEAD": "ref: refs/heads/main\n" });
  const reports = start(t, join(root, "b"), { root });
  await next(reports);
  write(root, { ".gitignore": "c.py\n" });
  t.deepEqual(files((await until(reports, ["- b/c.py"])).at(-1)!), ["- b/c.py"]);
  rmSync(join(root, ".gitignore"));
  await until(reports, ["+ b/c.py"]);
});

test("what changed while nobody watched comes first", async (t) => {
  const [root, cache] = [await tree(t, FILES), folder(t)];
  const one = start(t, root, { cache });
  await next(one);
  await one.return!();
  appendFileSync(join(root, "b/c.py"), "# @TAG[CODE:e] four\n");
  rmSync(join(root, "a.ts"));
  const first = await next(start(t, root, { cache }));
  t.is(first.reason, "start");
  t.true(first.since! > 0);
  t.deepEqual(
    [files(first), tags(first)],
    [
      ["~ b/c.py", "- a.ts"],
      ["+ e", "- a"],
    ],
  );
});

test("a cache is on unless it is turned off", async (t) => {
  const root = await tree(t, FILES);
  const before = below(home).length;
  const reports = watch(root, { cache: false });
  await next(reports);
  await reports.return!();
  t.is(below(home).length, before);
  const kept = watch(root);
  await next(kept);
  await kept.return!();
  t.true(below(home).length > before);
  t.deepEqual((await scan(root, { cache: true })).stats.cache!.stat, 3);
});

test("a cache inside of what is watched makes no news of itself", async (t) => {
  const root = await tree(t, FILES);
  const reports = start(t, root, { cache: join(root, "cache") });
  await next(reports);
  for (const name of ["one", "two", "three"]) {
    write(root, { [`${name}.ts`]: `// @TAG[CODE:${name}]\n` });
    t.deepEqual(files(await next(reports)), [`+ ${name}.ts`]);
  }
});

test("a root that is removed, and made again", async (t) => {
  const base = await tree(t, {});
  const root = join(base, "in", "root");
  write(root, FILES);
  const reports = start(t, root, { root });
  const all = [await next(reports)];
  for (const round of ["one", "two"]) {
    rmSync(join(base, "in"), { recursive: true });
    all.push(...(await until(reports, ["- b/c.py"])));
    t.deepEqual(believed(all), []);
    write(root, { "b/c.py": `# @TAG[CODE:${round}]\n` });
    all.push(...(await until(reports, [`+ ${round}`])));
    write(root, { "b/later.py": `# @TAG[CODE:later${round}]\n` });
    all.push(...(await until(reports, [`+ later${round}`])));
  }
  t.deepEqual(believed(all), ["b/c.py", "b/later.py"]);
});

test("a root that is renamed away and replaced", async (t) => {
  const base = await tree(t, {});
  const root = join(base, "root");
  write(root, FILES);
  write(join(base, "next"), { "new.ts": "// @TAG[CODE:new]\n" });
  const reports = start(t, root, { root });
  const all = [await next(reports)];
  renameSync(root, join(base, "old"));
  renameSync(join(base, "next"), root);
  all.push(...(await until(reports, ["+ new"])));
  while (believed(all).length > 1) all.push(await next(reports));
  t.deepEqual(believed(all), ["new.ts"]);
  write(root, { "more.ts": "// @TAG[CODE:more]\n" });
  await until(reports, ["+ more"]);
});

test("a path that is not there yet, a file, and a folder", async (t) => {
  const root = await tree(t, FILES);
  const reports = start(t, [join(root, "later/x.ts"), join(root, "a.ts"), join(root, "b")], { root });
  const first = await next(reports);
  t.deepEqual(
    first.diagnostics.map(({ code, path }) => `${code} ${path}`),
    ["E_FILE_MISSING later/x.ts"],
  );
  write(root, { "other.ts": "// @TAG[CODE:other]\n", "later/x.ts": "// @TAG[CODE:x]\n" });
  for (const report of await until(reports, ["+ x"])) t.false(files(report).includes("+ other.ts"));
  write(root, { "a.ts": "// @TAG[SPEC:again]\n" });
  await until(reports, ["+ again"]);
  renameSync(join(root, "a.ts"), join(root, "gone.ts"));
  await until(reports, ["- a.ts"]);
});

const onLinux = process.platform === "linux" ? test : test.skip;

test("a branch switch of thousands of files", switchBranches);
onLinux("a storm that may have overflowed the kernel's queue has everything looked at", storm);

test("a slow reader is told everything at once", async (t) => {
  const root = await tree(t, FILES);
  const reports = start(t, root);
  await next(reports);
  const waiting = reports.next();
  write(root, { "one.ts": "// @TAG[CODE:one]\n" });
  await waiting;
  for (const name of ["two", "three", "four"]) write(root, { [`${name}.ts`]: `// @TAG[CODE:${name}]\n` });
  rmSync(join(root, "one.ts"));
  const all = await until(reports, ["+ two", "+ three", "+ four", "- one"]);
  t.true(all.length <= 4);
});

test("touching a file, or writing the same, is no news", async (t) => {
  const root = await tree(t, FILES);
  const reports = start(t, root);
  await next(reports);
  writeFileSync(join(root, "a.ts"), FILES["a.ts"]);
  write(root, { "new.ts": "// @TAG[CODE:new]\n" });
  for (const report of await until(reports, ["+ new"])) {
    t.false(isUnchanged(report));
    t.deepEqual(files(report), ["+ new.ts"]);
  }
});

test("leaving the loop ends the watch; so does return, while it waits as well", async (t) => {
  const root = await tree(t, FILES);
  for await (const report of watch(root, { cache: false })) {
    t.is(report.reason, "start");
    break;
  }
  const reports = watch(root, { cache: false });
  await next(reports);
  const waiting = reports.next();
  t.deepEqual(await reports.return!(), { done: true, value: undefined });
  t.deepEqual(await waiting, { done: true, value: undefined });
  t.deepEqual(await reports.next(), { done: true, value: undefined });
  const unused = watch(root, { cache: false });
  await unused.return!();
  t.true((await unused.next()).done);
  await t.throwsAsync(watch(root, { cache: false }).throw!(new Error("mine")), { message: "mine" });
});

test("a signal ends it with its reason, before the start, during it and later", async (t) => {
  const root = await tree(t, FILES);
  const reason = new Error("enough");
  await t.throwsAsync(next(watch(root, { cache: false, signal: AbortSignal.abort(reason) })), { is: reason });
  const early = new AbortController();
  const starting = watch(root, { cache: false, signal: early.signal }).next();
  early.abort(reason);
  await t.throwsAsync(starting, { is: reason });
  const late = new AbortController();
  const reports = watch(root, { cache: false, signal: late.signal });
  await next(reports);
  const waiting = reports.next();
  late.abort(reason);
  await t.throwsAsync(waiting, { is: reason });
  t.true((await reports.next()).done);
});

test("a function is called with each report and waited for", async (t) => {
  const root = await tree(t, FILES);
  const told: string[][] = [];
  let busy = 0;
  const watching = watch(root, { cache: false, debounce: 0 }, async (report) => {
    t.is(++busy, 1);
    await new Promise(setImmediate);
    told.push(tags(report));
    busy--;
    if (report.reason === "start") write(root, { "one.ts": "// @TAG[CODE:one]\n" });
    else await Promise.race([watching.close(), Promise.resolve()]);
  });
  await watching.finished;
  t.deepEqual(told.flat(), ["+ a", "+ c", "+ d", "+ one"]);
  await watching.close();
  const error = new Error("mine");
  await t.throwsAsync(watch(root, { cache: false }, () => Promise.reject(error)).finished, { is: error });
  const controller = new AbortController();
  const ended = watch(root, { cache: false, signal: controller.signal }, () => controller.abort());
  await t.notThrowsAsync(ended.finished);
});

const ROUNDS = `
import { readdirSync } from "node:fs";
import { watch } from "./index.ts";
const round = async () => {
  const reports = watch(process.env.ROOT, { cache: false });
  const { value } = await reports.next();
  await reports.return();
  return [value.files.added.length, readdirSync("/proc/self/fd").length];
};
await round();
console.log(JSON.stringify([await round(), await round(), await round()]));
`;

onLinux("no file is left open, and the process ends by itself", async (t) => {
  const { stdout, stderr, status } = runModule(ROUNDS, { ROOT: await tree(t, FILES) });
  t.is(status, 0, stderr);
  const [[files, open], ...more] = JSON.parse(stdout) as [number, number][];
  t.is(files, 3);
  for (const again of more) t.deepEqual(again, [files, open]);
});

test("what cannot be asked for is refused at once", (t) => {
  t.throws(() => watch(".", { debounce: -1 }), { code: "E_OPTION_VALUE" });
  t.throws(() => watch(".", { debounce: Number.NaN }), { code: "E_OPTION_VALUE" });
  t.throws(() => watch(".", { threads: -1 }), { code: "E_OPTION_VALUE" });
  t.throws(() => watch("/", { root: "src" }), { code: "E_PATH_OUTSIDE" });
});
