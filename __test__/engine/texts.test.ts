/** Many texts at once are what each of them alone is. */
import test from "ava";
import type { Text } from "../../src/engine/contract.ts";
import { makeOrigin, prepare } from "../../src/api/prepare.ts";
import { makeResult } from "../../src/api/result.ts";
import { lateEngine } from "../../src/engine/late.ts";

const texts: readonly Text[] = (
  [
    ["b.ts", "// TODO: one\n// @TAG[SPEC:a] two\n"],
    ["a.py", "# FIXME: other\nx = 'TODO: no'\n"],
    ["empty.ts", ""],
    ["binary.ts", "// TODO: no\n\0"],
    ["b.ts", "\n// TODO: the same path again\n// \x80\n"],
    ["a\udcff.ts", "// @TAG[SPEC a] near\n// HACK: name\n"],
  ] as const
).map(([path, text]) => ({ path, content: Buffer.from(text, "latin1") }));

for (const engine of ["native", "fallback"] as const)
  test(`many texts at once: ${engine}`, async (t) => {
    const plan = prepare(process.cwd(), { engine, context: 1 });
    const used = await lateEngine(plan.native);
    const of = (some: readonly Text[]) => makeResult(makeOrigin(used, plan), used.texts(plan.request, some)).toJSON();
    const all = JSON.parse(JSON.stringify(of(texts)));
    const alone = texts.map((text) => JSON.parse(JSON.stringify(of([text]))));
    for (const part of ["tags", "diagnostics"] as const) {
      t.true(all[part].length > 0);
      t.deepEqual(
        all[part],
        alone.flatMap((one) => one[part]),
      );
    }
    const { files, scanned, skipped } = all.stats;
    t.deepEqual([files, scanned, skipped.binary], [texts.length, texts.length - 1, 1]);
    t.deepEqual(JSON.parse(JSON.stringify(of([]))).tags, []);
  });
