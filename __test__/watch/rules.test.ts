import { join, sep } from "node:path";
import test from "ava";
import { affectedBy, ruledBy, type Scope } from "../../src/watch/rules.ts";

const root = join(sep, "root");
const at = (path: string): string => join(root, path);
const scope = (more: Partial<Scope> = {}): Scope => ({
  ...{ root, paths: [root], ignore: true, skipDirs: [".git", "node_modules"], folder: undefined },
  ...more,
});

test("a path affects itself", (t) => {
  t.is(affectedBy(scope(), at("a/b.ts")), "a/b.ts");
  t.is(affectedBy(scope(), root), "");
  t.is(affectedBy(scope(), join(sep, "other")), undefined);
  t.is(affectedBy(scope({ paths: [at("a")] }), at("b/c.ts")), undefined);
  t.is(affectedBy(scope({ paths: [at("a")] }), at("ab")), undefined);
  t.is(affectedBy(scope({ paths: [at("a.ts")] }), at("a.ts")), "a.ts");
});

test("what lies in a folder that is never entered does not matter, unless it was named", (t) => {
  t.is(affectedBy(scope(), at("node_modules/x.js")), undefined);
  t.is(affectedBy(scope(), at("a/node_modules/b/x.js")), undefined);
  t.is(affectedBy(scope(), at(".git/HEAD")), undefined);
  t.is(affectedBy(scope(), at("node_modules")), "node_modules", "a file may have that name");
  t.is(affectedBy(scope({ paths: [at("node_modules")] }), at("node_modules/x.js")), "node_modules/x.js");
  t.is(affectedBy(scope({ skipDirs: [] }), at("node_modules/x.js")), "node_modules/x.js");
});

test("an ignore file affects its folder, wherever it lies", (t) => {
  for (const name of [".gitignore", ".ignore", ".tagwrightignore"]) {
    t.is(ruledBy(at(`a/${name}`)), at("a"), name);
    t.is(affectedBy(scope(), at(`a/${name}`)), "a", name);
    t.is(affectedBy(scope(), at(name)), "", name);
    t.is(affectedBy(scope(), join(sep, name)), "", "above the root");
    t.is(affectedBy(scope({ ignore: false }), at(`a/${name}`)), `a/${name}`);
  }
  t.is(affectedBy(scope(), at(".git/info/exclude")), "");
  t.is(affectedBy(scope(), at("sub/.git/info/exclude")), "sub");
  t.is(ruledBy(at("a/gitignore")), undefined);
});

test("what the cache writes is no news", (t) => {
  const folder = at("cache");
  const name = "0123456789abcdef";
  const ours = scope({ folder });
  t.is(affectedBy(ours, join(folder, `${name}.twc`)), undefined);
  t.is(affectedBy(ours, join(folder, `${name}.twp.12.ab.tmp`)), undefined);
  t.is(affectedBy(ours, join(folder, "notes.md")), "cache/notes.md");
  t.is(affectedBy(scope(), join(folder, `${name}.twc`)), `cache/${name}.twc`);
});
