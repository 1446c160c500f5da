import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { pathToBuffer, scanSync, scanText, TagwrightError } from "../index.ts";
import type { Diagnostic, ScanOptions, ScanResult, Tag, Zone } from "../index.ts";
import { diagnostics as table } from "../src/generated/errors.ts";
import { bytes, canHold, cases, inTemporary, pathText, plant, text } from "./oracle/tree.ts";
import type { Content, Files } from "./oracle/tree.ts";
import { translated } from "./oracle/patterns.ts";

type Text = string | readonly Content[];

interface TagCase extends Content {
  readonly name: string;
  readonly path?: string;
  readonly options?: ScanOptions;
  readonly tags: readonly (Omit<Tag, "text" | "context" | "path" | "language" | "fingerprint" | "zone"> & {
    text: Text;
    zone?: Zone;
    language?: string | null;
    context?: Text;
  })[];
  readonly diagnostics: readonly {
    code: string;
    line: number;
    column: number;
    offset: number;
    length: number;
    detail?: string;
  }[];
  readonly stats?: { scanned?: number; failed?: number; skipped?: { binary?: number } };
}

interface WalkCase {
  readonly name: string;
  readonly needs?: readonly string[];
  readonly files: Files;
  readonly root?: string;
  readonly paths?: readonly string[];
  readonly options?: ScanOptions;
  readonly error?: string;
  readonly expected: readonly string[];
  readonly stats: { failed?: number; skipped?: object; skippedDirectories?: object } | null;
  readonly diagnostics: readonly { code: string; path: string; line: number; detail?: string }[];
}

const message = (code: string, detail = ""): string =>
  table.find((row) => row.code === code)!.message.replace("{detail}", () => detail);

const plainTag = ({
  detector,
  kind,
  name,
  text,
  line,
  column,
  offset,
  length,
  zone,
  language,
  fields,
  context,
}: Tag) => ({
  ...{ detector, kind, name, text, line, column, offset, length, zone, language, fields: { ...fields } },
  ...(context === undefined ? {} : { context }),
});
const plainDiagnostic = ({ code, message, line, column, offset, length }: Diagnostic) => ({
  code,
  message,
  line,
  column,
  offset,
  length,
});

/** A case that says nothing of a tag's zone or language takes any; null is none. */
const expectedTags = (item: TagCase, got: readonly { zone: Zone; language: string | undefined }[]) =>
  item.tags.map((tag, index) => ({
    ...tag,
    zone: tag.zone ?? got[index]?.zone,
    language: tag.language === undefined ? got[index]?.language : (tag.language ?? undefined),
    text: text(tag.text),
    ...(tag.context === undefined ? {} : { context: text(tag.context) }),
  }));
const expectedDiagnostics = (item: TagCase) =>
  item.diagnostics.map(({ detail, ...rest }) => ({ ...rest, message: message(rest.code, detail) }));

const found = (result: ScanResult) => ({
  tags: [...result.tags].map(plainTag),
  diagnostics: result.diagnostics.map(plainDiagnostic),
});
const expected = (item: TagCase, got: ReturnType<typeof found>) => ({
  tags: expectedTags(item, got.tags),
  diagnostics: expectedDiagnostics(item),
});

/** Without `detectors` those are trace and the case's patterns: what is on by default may grow. */
const optionsOf = ({ options = {} }: TagCase): ScanOptions => ({
  detectors: ["trace", ...Object.keys(options.patterns ?? {})],
  ...options,
});

for (const { file, item } of cases<TagCase>("match")) {
  test(`${file}: ${item.name}`, (t) => {
    const path = item.path ?? "test.txt";
    const result = scanText(bytes(item), { ...optionsOf(item), path });
    t.deepEqual(found(result), expected(item, found(result)));
    t.true([...result.tags].every((tag) => tag.path === path));
  });
}

const WAYS: readonly ScanOptions[] = [
  {},
  { window: 1024, mmap: "never" },
  { window: 4096, mmap: "never", threads: 2 },
  { mmap: "always" },
  { memory: 1 << 16 },
];

for (const { file, item } of cases<TagCase>("read")) {
  test(`${file}: ${item.name}`, (t) =>
    inTemporary((root) => {
      const path = item.path ?? "test.txt";
      writeFileSync(join(root, path), bytes(item));
      for (const way of WAYS) {
        const result = scanSync(".", { ...optionsOf(item), ...way, cwd: root, root });
        t.deepEqual(found(result), expected(item, found(result)), JSON.stringify(way));
        const { scanned, failed, skipped } = result.stats;
        const wanted = { scanned: 1, failed: 0, ...item.stats, skipped: item.stats?.skipped?.binary ?? 0 };
        t.deepEqual({ scanned, failed, skipped: skipped.binary }, wanted);
        t.is(result.stats.opened, 1);
      }
    }));
}

const nonZero = (counters: object): object =>
  Object.fromEntries(Object.entries(counters).filter(([, count]) => count !== 0));

function checkWalk(item: WalkCase, result: ScanResult) {
  const { stats } = result;
  const skipped = Object.values(stats.skipped).reduce((sum, count) => sum + count, 0);
  return {
    expected: [...result.tags].map((tag) => pathText(pathToBuffer(tag.path))),
    stats: item.stats && {
      failed: stats.failed,
      skipped: nonZero(stats.skipped),
      skippedDirectories: nonZero(stats.skippedDirectories),
    },
    diagnostics: result.diagnostics.map(({ code, path, line, message }) => ({ code, path, line, message })),
    files: stats.scanned + stats.failed + skipped === stats.files,
  };
}

for (const { file, item } of cases<WalkCase>("walk")) {
  if (!(item.needs ?? []).every(canHold)) continue;
  test(`${file}: ${item.name}`, (t) =>
    inTemporary((folder) => {
      plant(folder, item.files);
      const root = join(folder, item.root ?? "");
      const run = (threads = 0) => scanSync(item.paths ?? ["."], { ...item.options, cwd: root, root, threads });
      if (item.error !== undefined) {
        t.like(
          t.throws(() => run(), { instanceOf: TagwrightError }),
          { code: item.error as TagwrightError["code"] },
        );
        return;
      }
      const wanted = {
        expected: [...item.expected],
        stats: item.stats && { failed: 0, skipped: {}, skippedDirectories: {}, ...item.stats },
        diagnostics: item.diagnostics.map(({ detail, ...rest }) => ({ ...rest, message: message(rest.code, detail) })),
        files: true,
      };
      for (const threads of [0, 1, 8]) t.deepEqual(checkWalk(item, run(threads)), wanted, `threads ${threads}`);
    }));
}

test("patterns.json is what the patterns of the cases translate to", (t) => {
  const stored = readFileSync(new URL("../conformance/patterns.json", import.meta.url), "utf8");
  t.deepEqual(JSON.parse(stored), translated());
});
