import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { scan, type ScanResult } from "../../index.ts";

type Engine = "native" | "fallback";

const FILES = 240;
const EDITED = 100;
const TOUCHED = 10;
/** Milliseconds: longer than changes are not trusted for. */
const REST = 60;

const PAIRS: readonly (readonly [Engine, Engine])[] = [
  ["native", "native"],
  ["fallback", "fallback"],
  ["native", "fallback"],
  ["fallback", "native"],
];

const nameOf = (root: string, index: number): string => join(root, `d${index % 12}`, `f${index}.c`);
const rest = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, REST));

async function makeTree(root: string): Promise<void> {
  for (let folder = 0; folder < 12; folder++) mkdirSync(join(root, `d${folder}`), { recursive: true });
  for (let index = 0; index < FILES; index++) {
    const tag = index % 3 === 0 ? `// @TAG[SPEC:S-${index}] é\n/* TODO(ann): later */\n` : "";
    writeFileSync(nameOf(root, index), `int f${index};\n${tag}${"x\n".repeat(index)}`);
  }
  await rest();
}

/** A scan by the cache, held against one without. */
async function compared(root: string, store: string, engine: Engine): Promise<[ScanResult, boolean]> {
  const cached = await scan(root, { root, engine, cache: store });
  const plain = await scan(root, { root, engine });
  const shown = ({ tags, diagnostics }: ScanResult): string => JSON.stringify([tags, diagnostics]);
  return [cached, shown(cached) === shown(plain)];
}

const counted = ({ stats: { opened, bytesRead, cache } }: ScanResult): object => ({
  opened,
  reads: bytesRead > 0,
  stat: cache!.stat,
  hash: cache!.hash,
  misses: cache!.misses,
});

for (const [one, other] of PAIRS) {
  test(`what is opened and read: ${one}, then ${other}`, async (t) => {
    const base = mkdtempSync(join(tmpdir(), "tagwright-"));
    t.teardown(() => rmSync(base, { recursive: true, force: true }));
    const [root, store] = [join(base, "tree"), join(base, "store")];
    await makeTree(root);
    const expect = async (engine: Engine, counters: object, files: object): Promise<void> => {
      const [result, same] = await compared(root, store, engine);
      t.deepEqual(counted(result), counters);
      t.like(result.changes?.files, files);
      t.true(same);
    };
    const nothing = { opened: 0, reads: false, stat: FILES, hash: 0, misses: 0 };

    await expect(one, { opened: FILES, reads: true, stat: 0, hash: 0, misses: FILES }, { unchanged: 0 });
    await expect(other, nothing, { unchanged: FILES });
    for (let index = 0; index < EDITED; index++) appendFileSync(nameOf(root, index), `// FIXME: ${index}\n`);
    await rest();
    const edited = { opened: EDITED, reads: true, stat: FILES - EDITED, hash: 0, misses: EDITED };
    await expect(other, edited, { unchanged: FILES - EDITED, added: [], deleted: [], renamed: [] });
    await expect(one, nothing, { unchanged: FILES });
    for (let index = 0; index < TOUCHED; index++) utimesSync(nameOf(root, index), new Date(), new Date());
    renameSync(nameOf(root, 20), join(root, "moved.c"));
    await rest();
    const hashed = { opened: TOUCHED + 1, reads: true, stat: FILES - TOUCHED - 1, hash: TOUCHED + 1, misses: 0 };
    const renamed = [{ from: "d8/f20.c", to: "moved.c" }];
    await expect(one, hashed, { unchanged: FILES - 1, added: [], modified: [], deleted: [], renamed });
    await expect(other, nothing, { unchanged: FILES });
  });
}
