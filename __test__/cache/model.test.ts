/** Whatever happens to a tree and to a store: a scan with a cache finds what one without finds, and tells what is new. */
import test from "ava";
import fc, { type AsyncCommand } from "fast-check";
import { settings } from "../oracle/arbitrary.ts";
import { engines } from "../oracle/compare.ts";
import { hasGit } from "../oracle/git.ts";
import { inTree } from "./tree.ts";
import { World, type Scan } from "./world.ts";
import { changes, type Change } from "./steps.ts";

/** The first of some words more often than the others. */
const mostly = <T>(first: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(first) }, { weight: 2, arbitrary: fc.constantFrom(...others) });

const scan: fc.Arbitrary<Scan> = fc.record({
  isRested: mostly<boolean>(false, true),
  engine: fc.constantFrom(...engines),
  way: mostly<Scan["way"]>("disk", "memory", "both"),
  rules: mostly<Scan["rules"]>("plain", "oft", "oft", "context", "hash", "note", "said"),
  walk: mostly<Scan["walk"]>("all", "all", "hidden", "unignored", "excluded", "verify"),
  paths: mostly<Scan["paths"]>([], [], ["d"], ["a.c", "d/e"], ["b.c"]),
});

class Changes implements AsyncCommand<object, World> {
  readonly #change: Change;

  constructor(change: Change) {
    this.#change = change;
  }

  check(): boolean {
    return true;
  }

  async run(_: object, world: World): Promise<void> {
    await world.change(this.#change);
  }

  toString(): string {
    return JSON.stringify(this.#change);
  }
}

class Scans implements AsyncCommand<object, World> {
  readonly #scan: Scan;

  constructor(scan: Scan) {
    this.#scan = scan;
  }

  check(): boolean {
    return true;
  }

  async run(_: object, world: World): Promise<void> {
    await world.scan(this.#scan);
  }

  toString(): string {
    return JSON.stringify(this.#scan);
  }
}

const steps = (withGit: boolean) => {
  const scans = scan.map((one) => new Scans(one));
  const own = changes(withGit).map((one) => new Changes(one));
  return fc.commands([scans, own, scans, own], { maxCommands: 40, size: "max" });
};

for (const [name, withGit, runs] of [
  ["any history", false, 80],
  ["any history of a work tree of git", true, 25],
] as const) {
  const run = withGit && !hasGit() ? test.skip : test;
  run(`${name}: with a cache all is found that is there, and told what is new`, async (t) => {
    const law = fc.asyncProperty(steps(withGit), (commands) =>
      inTree(async (tree) => {
        await fc.asyncModelRun(() => ({ model: {}, real: new World(tree) }), commands);
      }),
    );
    await t.notThrowsAsync(() => Promise.resolve(fc.assert(law, { ...settings(runs), endOnFailure: false })));
  });
}
