import test from "ava";
import { engineInfo, scanText, version } from "../../index.ts";

test("it names the engine that a scan uses, and why", (t) => {
  const info = engineInfo();
  t.is(info.engine, scanText("").engine);
  t.like(info, { version, platform: process.platform, arch: process.arch, node: process.version });
  t.true(info.why.length > 0);
});

test("an explicit wish wins over the environment", (t) => {
  const info = engineInfo({ engine: "fallback" });
  t.like(info, { engine: "fallback", action: "" });
  t.regex(info.why, /option/);
});

test("where the binary is not loaded there is something to do", (t) => {
  const { engine, native, action } = engineInfo({ engine: "native" });
  t.is(engine, native.state === "loaded" ? "native" : "none");
  t.is(action === "", native.state === "loaded");
});
