import test from "ava";
import { scanText, trace } from "../../index.ts";
import type { Dialect, ItemTrace, Tag, TraceOptions, TraceResult } from "../../index.ts";
import { parseItems } from "../../src/trace/items/markup.ts";
import { cases } from "../oracle/tree.ts";

type Plain = Readonly<Record<string, unknown>>;

interface TraceCase {
  readonly name: string;
  readonly dialects?: readonly Dialect[];
  readonly options?: TraceOptions;
  readonly files: Readonly<Record<string, string>>;
  readonly chains?: readonly Plain[];
  readonly gaps?: readonly string[];
  readonly orphans?: readonly string[];
  readonly dangling?: readonly string[];
  readonly duplicates?: readonly Plain[];
  readonly extra?: Plain;
  readonly coverage?: Plain;
  readonly folders?: readonly Plain[];
  readonly suggestions?: readonly string[];
  readonly verdicts?: readonly string[];
  readonly items?: readonly Plain[];
  readonly links?: readonly string[];
  readonly judged?: readonly string[];
  readonly cycles?: readonly (readonly string[])[];
}

/** Names that are made of a checksum vary with the place: the vector has a case of its own. */
const star = (id: string): string => id.replace(/-\d{6,}~0$/, "-*");

const ours = {
  gaps: ({ gaps }: TraceResult) => gaps.map(({ id }) => id),
  orphans: ({ orphans }: TraceResult) => orphans.map(({ id }) => id),
  dangling: ({ dangling }: TraceResult) => dangling.map(({ id }) => id),
  extra: ({ extra }: TraceResult) => extra,
  coverage: ({ coverage }: TraceResult) => coverage,
  suggestions: ({ suggestions }: TraceResult) => suggestions.map(({ id, near, why }) => `${id} ${near} ${why}`),
  verdicts: (whole: TraceResult) =>
    [...whole.verdicts()].map(({ severity, state, id, types }) => `${severity} ${state} ${id} ${types.join()}`),
};

const ofItems = {
  links: ({ items, links }: ItemTrace) =>
    links.map(({ from, to, id, state }) => `${star(items[from]!.id)} ${state} ${items[to]?.id ?? id}`),
  judged: ({ items, verdicts }: ItemTrace) =>
    items.map(({ id }, at) => `${star(id)} ${verdicts[at]!.deep} ${verdicts[at]!.isDefect ? "defect" : "ok"}`),
  cycles: ({ cycles }: ItemTrace) => cycles,
};

/** The listed keys of what JSON holds; a case need not name them all. */
const pick = (value: unknown, like: Plain): Plain => {
  const whole = JSON.parse(JSON.stringify(value)) as Plain;
  return Object.fromEntries(Object.keys(like).map((key) => [key, whole[key]]));
};

const pickAll = (values: readonly unknown[], like: readonly Plain[]): unknown[] =>
  values.map((value, at) => pick(value, like[at] ?? {}));

function run({ files, dialects = ["tag"], options = {} }: TraceCase): TraceResult {
  const paths = Object.keys(files).sort();
  const tags: Tag[] = paths.flatMap((path) => [...scanText(files[path]!, { path, dialects }).tags]);
  const items = paths.flatMap((path) => parseItems(files[path]!, path));
  return trace({ tags }, { ...options, items });
}

// @TEST:TRACE-001
for (const { file, item } of cases<TraceCase>("trace")) {
  test(`${file}: ${item.name}`, (t) => {
    const whole = run(item);
    for (const [key, read] of Object.entries(ours)) {
      if (key in item) t.deepEqual(read(whole) as unknown, item[key as keyof TraceCase] as unknown, key);
    }
    for (const [key, read] of Object.entries(ofItems)) {
      const expected = item[key as keyof TraceCase] as readonly unknown[] | undefined;
      const sorted = (list: readonly unknown[]): unknown[] => (key === "links" ? list.toSorted() : [...list]);
      if (expected !== undefined) t.deepEqual(sorted(read(whole.items!)), sorted(expected), key);
    }
    if (item.chains !== undefined) t.deepEqual(pickAll(whole.chains, item.chains), [...item.chains]);
    if (item.items !== undefined) t.deepEqual(pickAll(whole.items?.items ?? [], item.items), [...item.items]);
    if (item.folders !== undefined) t.deepEqual(pickAll(whole.folders, item.folders), [...item.folders]);
    if (item.duplicates !== undefined) {
      const { duplicates } = JSON.parse(JSON.stringify(whole)) as { duplicates: Plain[] };
      t.deepEqual(pickAll(duplicates, item.duplicates), [...item.duplicates]);
    }
    t.true(
      Object.keys(item).some((key) => !["name", "dialects", "options", "files"].includes(key)),
      "it expects something",
    );
  });
}
