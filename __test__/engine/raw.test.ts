import { join } from "node:path";
import { tmpdir } from "node:os";
import test from "ava";
import { ROW, type Engine, type Request } from "../../src/engine/contract.ts";
import { findNative } from "../../src/engine/found.ts";
import { fallback } from "../../src/fallback/index.ts";
import { complete, makeRequest } from "../../src/options/normalize.ts";

/** Contents that are no plain text unless bytes are taken as they are, and where their tag stands then. */
const CONTENTS: readonly (readonly [string, string, number])[] = [
  ["binary", "a\0b @TAG[SPEC:x]\n", 4],
  ["UTF-16", "\xff\xfe@TAG[SPEC:x]\n", 2],
  ["UTF-32", "\xff\xfe\0\0@TAG[SPEC:x]\n", 4],
  ["a byte order mark", "\xef\xbb\xbf@TAG[SPEC:x]\n", 3],
];
const root = join(tmpdir(), "raw");
const request: Request = { ...makeRequest(complete({ detectors: ["trace"] }), { root, paths: [] }, ""), raw: true };

const engines: readonly Engine[] = [fallback, findNative()].filter((engine) => engine !== undefined);

for (const engine of engines)
  for (const [name, text, offset] of CONTENTS)
    test(`raw content is what it is, ${engine.name}: ${name}`, (t) => {
      const content = Buffer.from(text, "latin1");
      const { rows, stats } = engine.text(request, "a", content);
      t.is(rows.length, ROW);
      t.is(rows[2], offset);
      t.like(stats, { scanned: 1, failed: 0, skipped: { binary: 0 } });
      const plain = engine.text({ ...request, raw: false }, "a", content);
      t.is(plain.rows.length, name === "a byte order mark" ? ROW : 0);
    });
