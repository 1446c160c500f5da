import test from "ava";
import type { DetectorSpec } from "../../src/engine/contract.ts";
import { makeFinder } from "../../src/fallback/find.ts";

const PIECE = 64 << 10;
const common = { fields: [], zones: 15 };
const note = {
  keywords: ["TODO", "OPTIMIZE"],
  ...{ ignoreCase: false, joined: false, needs: [], least: 0, most: 0 },
};
const find = makeFinder([
  { ...common, type: "trace", dialect: "tag", literals: ["@TAG"] },
  { ...common, type: "note", literals: ["TODO", "OPTIMIZE"], note } as DetectorSpec,
]);

/** All candidates of a text, each sought behind the one before. */
function all(text: string): number[] {
  const next = find(Buffer.from(text, "latin1"));
  const found: number[] = [];
  for (let at = next(0); at >= 0; at = next(at + 1)) found.push(at);
  return found;
}

test("a literal is found wherever a piece ends", (t) => {
  for (const literal of ["@TAG", "TODO", "OPTIMIZE"])
    for (let start = PIECE - 10; start < PIECE + 3; start++) {
      const text = `${" ".repeat(start)}${literal}${" ".repeat(PIECE)}${literal} ${literal}`;
      const second = start + literal.length + PIECE;
      t.deepEqual(all(text), [start, second, second + literal.length + 1], `${literal} at ${start}`);
    }
});

test("the byte before a piece is seen", (t) => {
  for (let start = PIECE - 5; start < PIECE + 3; start++) {
    t.deepEqual(all(`${" ".repeat(start)}xTODO ${" ".repeat(PIECE)}`), [], `${start}`);
    t.deepEqual(all(`${" ".repeat(start)}x@TAG`), [start + 1], `${start}`);
  }
});

test("a search may begin in any later piece", (t) => {
  const next = find(Buffer.from(`TODO${" ".repeat(3 * PIECE)}TODO`));
  t.is(next(2 * PIECE), 3 * PIECE + 4);
  t.is(next(3 * PIECE + 5), -1);
});
