/** Trees for the comparison: every form that a specification can take, put together by chance. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Numbers from a seed: mulberry32, public domain, by Tommy Ettinger. */
function random(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Random = ReturnType<typeof random>;
const pick = <T>(next: Random, from: readonly T[]): T => from[next(from.length)]!;
const some = (next: Random, most: number, make: () => string): string[] => Array.from({ length: next(most + 1) }, make);

const LEVELS = ["feat", "req", "dsn"] as const;
const LEAVES = ["impl", "utest", "itest"] as const;
const NAMES = ["login", "log-out", "a.b.c", "überflug", "x_1", "deep.er-name", "q", "名前"] as const;
const WORDS = [
  "The system",
  "must",
  "not `fail`",
  "when -- or if",
  "~tilde~",
  "* star",
  "a: b",
  "[x]",
  "-->",
  "Needs",
] as const;

/** An id that covers only ids of higher levels, so that there are no rings but those we mean. */
const idAt = (next: Random, level: number): string => `${LEVELS[level]}~${pick(next, NAMES)}~${next(6) === 0 ? 2 : 1}`;

const sentence = (next: Random): string => some(next, 5, () => pick(next, WORDS)).join(" ");
const bullet = (next: Random): string =>
  `${" ".repeat(next(5))}${pick(next, ["*", "-", "+"])}${pick(next, [" ", "  ", ""])}`;

function reference(next: Random, id: string): string {
  return pick(next, [
    `${bullet(next)}${id}`,
    `${bullet(next)}\`${id}\``,
    `${bullet(next)}[a title](#${id})`,
    `${bullet(next)}see ${idAt(next, 0)} and ${id}, really`,
    `${bullet(next)}word${id}`,
  ]);
}

const list = (next: Random, word: string, items: readonly string[]): string[] => [
  `${word}:${" ".repeat(next(2))}`,
  ...items,
];

function needs(next: Random, level: number): string[] {
  const types = [...LEVELS.slice(level + 1), ...LEAVES].filter(() => next(2) === 0);
  if (types.length === 0) return [];
  const lines = types.map((type) => `${bullet(next)}${type}`);
  return pick(next, [[`Needs: ${types.join(", ")}`], [`Needs:${types.join(",")} `], list(next, "Needs", lines)]);
}

function parts(next: Random, level: number): string[][] {
  const above = (): string => reference(next, idAt(next, next(Math.max(1, level))));
  return [
    list(
      next,
      "Rationale",
      some(next, 3, () => sentence(next)),
    ),
    list(
      next,
      "Comment",
      some(next, 3, () => sentence(next)),
    ),
    level === 0 ? [] : list(next, "Covers", some(next, 3, above)),
    list(
      next,
      "Depends",
      some(next, 2, () => reference(next, idAt(next, next(3)))),
    ),
    needs(next, level),
    pick(next, [
      ["Tags: one, two"],
      list(
        next,
        "Tags",
        some(next, 2, () => `${bullet(next)}tag`),
      ),
      [],
    ]),
    some(next, 1, () => pick(next, ["oft:off", "<!-- oft:on -->", "```", "~~~~ java", "", "   "])),
  ];
}

function title(next: Random, isRst: boolean): string[] {
  const text = `Title ${sentence(next)}`.trim();
  const under = pick(next, isRst ? ["====", "----", "~~~~"] : ["====", "---"]);
  return pick(next, [[text, under], [`## ${text}`], ["plain text"], [text, under, ""]]);
}

function item(next: Random, isRst: boolean): string[] {
  const level = next(3);
  const id = idAt(next, level);
  const status = some(next, 1, () => `Status: ${pick(next, ["draft", "approved", "proposed", "rejected", "wrong"])}`);
  const body = parts(next, level).filter(() => next(3) > 0);
  // Any order is possible; a rotation is enough of it.
  const turned = [...body.slice(next(7)), ...body];
  return [
    ...title(next, isRst),
    pick(next, [id, `\`${id}\``, `\`${id}\` and more`, `   ${id}`]),
    ...some(next, 1, () => ""),
    ...status,
    ...some(next, 3, () => sentence(next)),
    ...some(next, 1, () => ""),
    ...turned.slice(0, body.length).flatMap((part) => [...part, ...some(next, 1, () => "")]),
  ];
}

const forward = (next: Random): string =>
  pick(next, [
    `dsn --> ${pick(next, LEAVES)} : ${idAt(next, next(2))}`,
    `* \`dsn-->impl, utest:${idAt(next, 1)}\``,
    `no --> arrow here ${idAt(next, 0)}`,
  ]);

function markup(next: Random, isRst: boolean): string {
  const end = pick(next, ["\n", "\r\n"]);
  const blocks = some(next, 8, () => (next(6) === 0 ? forward(next) : item(next, isRst).join(end)));
  return `${["# Document", "", ...blocks].join(end)}${pick(next, ["", end])}`;
}

const tag = (next: Random): string => {
  const covered = idAt(next, next(3));
  const type = pick(next, LEAVES);
  return pick(next, [
    `// [${type}->${covered}]`,
    `/* [ ${type} -> ${covered} ] [utest->${covered}] */`,
    `// [dsn~${pick(next, NAMES)}~1->${idAt(next, next(2))}>>impl, utest]`,
    `// [${type}~~3->${covered}>>itest]`,
    `// [${type}->${covered}>>]`,
    `code("[${type}~named~1->${covered}]");`,
  ]);
};

/** A ring of two, which nothing else covers or is covered by. */
const ring = (next: Random): string =>
  [
    "`ring~one~1`",
    "",
    "Covers:",
    "* `ring~two~1`",
    "",
    "Needs: ring",
    "",
    "`ring~two~1`",
    "Covers:",
    "* `ring~one~1`",
    "",
    "Needs: ring",
  ]
    .slice(0, pick(next, [12, 12, 5]))
    .join("\n");

/** Writes a tree of a dozen files below a folder. */
export function generate(folder: string, seed: number): void {
  const next = random(seed);
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  for (let at = 0; at < 3; at++) write(`doc/${at}.md`, markup(next, false));
  write("doc/more/x.MARKDOWN", markup(next, false));
  for (let at = 0; at < 2; at++) write(`doc/${at}.rst`, markup(next, true));
  for (let at = 0; at < 5; at++) write(`src/${at}.java`, some(next, 12, () => tag(next)).join("\n"));
  write("src/a.ts", some(next, 6, () => tag(next)).join("\r\n"));
  if (next(3) === 0) write("ring/ring.md", ring(next));
}
