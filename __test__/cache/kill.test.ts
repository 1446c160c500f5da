/** Who dies while saving, and many who save at once. */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import test from "ava";
import { settings } from "../oracle/arbitrary.ts";
import { engines, type EngineName } from "../oracle/compare.ts";
import { readStore } from "../oracle/store.ts";
import { plant } from "../oracle/tree.ts";
import { endsOf, outcome } from "./ends.ts";
import { inTree, settle, type Tree } from "./tree.ts";
import { Child } from "./start.ts";
import { scanSync } from "../../index.ts";

/** In full: 200 with TAGWRIGHT_RUNS=10. */
const { numRuns: ROUNDS, seed } = settings(20);
const FILES = 300;
/** Milliseconds within which a process dies once it saved a few times. */
const LIFE = 40;

const names = Array.from({ length: FILES }, (_, index) => `d${index % 7}/a-name-that-is-not-short-${index}.c`);

function grow(tree: Tree): void {
  plant(tree.root, Object.fromEntries(names.map((name, index) => [name, `// @TAG[SPEC:f-${index}] ${name}\n`])));
  settle();
}

/** Numbers from 0 to 1, the same each time: a linear congruence (Numerical Recipes, 7.1). */
function* numbers(start: number): Generator<number, never> {
  for (let state = start >>> 0; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

const worker = (tree: Tree, engine: EngineName, salt: string): Child =>
  new Child({ mode: "loop", options: tree.options(engine, { cache: tree.cache }), files: names, salt });

for (const engine of engines) {
  test.serial(`${engine}: killed at any time, the next scan is right, and does nothing twice`, (t) =>
    inTree(async (tree) => {
      grow(tree);
      t.deepEqual(endsOf(tree.scan(engine).stats.cache!), { misses: FILES });
      const random = numbers(seed);
      let [next, saved] = [worker(tree, engine, "0"), 0];
      t.teardown(() => next.kill());
      for (let round = 1; round <= ROUNDS; round++) {
        const child = next;
        await child.ready();
        // The next one starts while this one works.
        next = worker(tree, engine, `${round}`);
        child.go();
        await child.said(Math.floor(3 * random.next().value));
        await sleep(LIFE * random.next().value);
        const said = await child.kill();
        saved += said.length;
        const { stats } = tree.scan(engines[round % engines.length]!);
        const { misses = 0, ...others } = endsOf(stats.cache!);
        t.deepEqual(stats.cache!.notices, [], `round ${round}`);
        // What was edited last may not have been saved yet; whatever was is known.
        t.true(misses <= 1, `round ${round}: ${misses} misses, ${JSON.stringify(others)}`);
        t.is(readStore(readFileSync(tree.file("twc"))).kind, "base");
      }
      await next.kill();
      t.true(saved > ROUNDS / 2, "they save");
      t.log(`${ROUNDS} rounds, ${saved} saves`);
    }),
  );
}

const MANY = 8;

/** Processes that begin at once, engines in turns. */
async function crowd(tree: Tree, rounds: number, filesOf: (index: number) => string[] | undefined): Promise<Child[]> {
  const children = Array.from({ length: MANY }, (_, index) => {
    const options = tree.options(engines[index % engines.length]!, { cache: tree.cache });
    const files = filesOf(index);
    return new Child({ mode: "share", options, rounds, salt: `${index}`, ...(files === undefined ? {} : { files }) });
  });
  await Promise.all(children.map((child) => child.ready()));
  for (const child of children) child.go();
  return children;
}

interface Shared {
  readonly codes: readonly string[];
  readonly outcome: unknown;
}

const ends = async (children: readonly Child[]): Promise<Shared[]> =>
  (await Promise.all(children.map((child) => child.end()))).map(([said]) => said as Shared);

test.serial("eight processes at once on a cache that is empty: all find the same, and the cache knows all", (t) =>
  inTree(async (tree) => {
    grow(tree);
    const wanted = JSON.parse(JSON.stringify(outcome(scanSync(".", tree.options("fallback"))))) as unknown;
    for (const { codes, outcome } of await ends(await crowd(tree, 2, () => undefined))) {
      t.deepEqual(codes, []);
      t.deepEqual(outcome, wanted);
    }
    for (const engine of engines) {
      const { stats } = tree.scan(engine);
      t.deepEqual([endsOf(stats.cache!), stats.opened], [{ stat: FILES }, 0]);
    }
  }),
);

test.serial("eight processes, each of which changes files of its own: what any of them learned is kept", (t) =>
  inTree(async (tree) => {
    grow(tree);
    tree.scan(engines[0]!);
    const children = await crowd(tree, 5, (index) => names.filter((_, own) => own % MANY === index));
    for (const { codes } of await ends(children)) t.deepEqual(codes, []);
    const { stats } = tree.scan(engines[0]!);
    t.is(stats.cache!.misses, 0);
    t.deepEqual(stats.cache!.notices, []);
  }),
);

test.serial("one of eight is killed: the others go on", (t) =>
  inTree(async (tree) => {
    grow(tree);
    const children = await crowd(tree, 4, (index) => names.filter((_, own) => own % MANY === index));
    await sleep(30);
    await children[0]!.kill();
    for (const { codes } of await ends(children.slice(1))) t.deepEqual(codes, []);
    for (const engine of engines) {
      const { misses = 0 } = endsOf(tree.scan(engine).stats.cache!);
      t.true(misses <= 1, `${misses}`);
    }
  }),
);
