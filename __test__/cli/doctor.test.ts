import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "ava";
import { tagwright, tree, type Place } from "./run.ts";

const folder = fileURLToPath(new URL("../../native", import.meta.url));
const hasNative = existsSync(folder) && readdirSync(folder).some((name) => name.endsWith(".node"));
const withNative = hasNative ? test : test.skip;
const unset = { TAGWRIGHT_ENGINE: undefined };

const place = (cwd: string, env: Place["env"] = {}): Place => ({ cwd, env: { ...unset, ...env } });

withNative("native", async (t) => {
  const ran = await tagwright(t, ["doctor"], place(tree(t)));
  t.deepEqual([ran.code, ran.stderr], [0, ""]);
  t.regex(ran.stdout, /^engine +native$/m);
  t.regex(ran.stdout, /^looked for +.*\.node \(found\)$/m);
  t.regex(ran.stdout, new RegExp(`^versions +tagwright (\\S+), binary \\1, Node ${process.version}$`, "m"));
  t.regex(ran.stdout, /^to do +nothing$/m);
});

test("fallback, when it is asked for", async (t) => {
  const ran = await tagwright(t, ["doctor"], place(tree(t), { TAGWRIGHT_ENGINE: "fallback" }));
  t.is(ran.code, 0);
  t.regex(ran.stdout, /^engine +fallback$/m);
  t.regex(ran.stdout, /^asked for +fallback \(environment TAGWRIGHT_ENGINE\)$/m);
  const flag = await tagwright(t, ["doctor", "--engine=fallback"], place(tree(t)));
  t.regex(flag.stdout, /^asked for +fallback \(flag --engine\)$/m);
});

withNative("an explicit auto wins over the environment", async (t) => {
  const ran = await tagwright(
    t,
    ["doctor", "--engine=auto", "--json"],
    place(tree(t), { TAGWRIGHT_ENGINE: "fallback" }),
  );
  t.is((JSON.parse(ran.stdout) as { engine: string }).engine, "native");
});

test("a broken binary: doctor says so, auto goes on with a warning, native does not", async (t) => {
  const cwd = tree(t, { "bad.node": "garbage", "a.ts": "@TAG[CODE:a]\n" });
  const env = { TAGWRIGHT_NATIVE_PATH: `${cwd}/bad.node` };
  const doctor = await tagwright(t, ["doctor"], place(cwd, env));
  t.is(doctor.code, 0);
  t.regex(doctor.stdout, /^engine +fallback$/m);
  t.regex(doctor.stdout, /^why +the native binary is broken: .*bad\.node/m);
  t.regex(doctor.stdout, /^to do +Unset TAGWRIGHT_NATIVE_PATH/m);
  const scan = await tagwright(t, ["scan"], place(cwd, env));
  t.deepEqual([scan.code, scan.stdout], [0, "a.ts\n  1:1  CODE  a\n\n1 tag in 1 file\n"]);
  t.regex(scan.stderr, /^tagwright: warning: .*bad\.node.*the fallback is used\n$/);
  const native = await tagwright(t, ["scan", "--engine=native"], place(cwd, env));
  t.deepEqual([native.code, native.stdout], [2, ""]);
  t.regex(native.stderr, /\(E_ENGINE_BROKEN\)/);
  t.is((await tagwright(t, ["doctor", "--engine=native"], place(cwd, env))).code, 2);
});

test("an absent binary is no reason to complain", async (t) => {
  const cwd = tree(t, { "a.ts": "@TAG[CODE:a]\n" });
  const env = { TAGWRIGHT_NATIVE_PATH: `${cwd}/none.node` };
  const scan = await tagwright(t, ["scan"], place(cwd, env));
  t.deepEqual([scan.code, scan.stderr], [0, ""]);
  const { engine, native, action } = JSON.parse(
    (await tagwright(t, ["doctor", "--json"], place(cwd, env))).stdout,
  ) as Record<string, unknown>;
  t.deepEqual([engine, (native as { state: string }).state], ["fallback", "absent"]);
  t.not(action, "");
});

test("the engine of a configuration file", async (t) => {
  const cwd = tree(t, { "tagwright.config.json": '{ "engine": "fallback" }' });
  const ran = await tagwright(t, ["doctor"], place(cwd));
  t.regex(ran.stdout, /^engine +fallback$/m);
  t.true(ran.stdout.includes(`(file ${cwd}/tagwright.config.json)`));
});
