import test from "ava";
import { checkOptions, nearest, optionNames, optionTable, readText, rowOf, scanText } from "../../index.ts";
import type { OptionName, ScanOptions } from "../../index.ts";
import { readDetectors } from "../../src/options/detectors.ts";
import { complete, makeRequest } from "../../src/options/normalize.ts";

const bad = (options: object) => () => checkOptions(options);
const request = (options: ScanOptions) => makeRequest(complete(options), { root: "/r", paths: ["/r"] }, "");

// @TEST:OPTION-002
test("an unknown key is an error that names the nearest one", (t) => {
  t.throws(bad({ thread: 4 }), { code: "E_OPTION_UNKNOWN", message: /"thread".*did you mean "threads"/ });
  t.throws(bad({ maxFilesize: 4 }), { code: "E_OPTION_UNKNOWN", message: /"maxFileSize"/ });
  t.throws(bad({ constructor: 1 }), { code: "E_OPTION_UNKNOWN" });
  t.throws(bad(JSON.parse('{"__proto__": 1}')), { code: "E_OPTION_UNKNOWN" });
  t.throws(() => scanText("", { nonsense: true } as object), { code: "E_OPTION_UNKNOWN" });
});

test("a bad value is an error with its place, what was expected and what came", (t) => {
  t.throws(bad({ threads: "4" }), { code: "E_OPTION_VALUE", message: /threads: expected a whole number.*got "4"/ });
  t.throws(bad({ include: ["a", 7] }), { code: "E_OPTION_VALUE", message: /include\[1\].*got 7/ });
  t.throws(bad({ dialects: ["tga"] }), { code: "E_OPTION_VALUE", message: /dialects\[0\].*did you mean "tag"/ });
  t.throws(bad({ preset: "fast" }), { code: "E_OPTION_VALUE", message: /preset/ });
  t.throws(bad({ exclude: ["a\0"] }), { code: "E_OPTION_VALUE" });
});

const WRONG: Partial<Record<OptionName, readonly unknown[]>> = {
  threads: [-1, 1.5, 257, Number.NaN],
  window: [0, 1023, "65MB"],
  context: [-1, 1001],
  batchSize: [0, 0.5],
  maxFileSize: ["x", -1],
  memory: ["1 apple"],
  engine: ["wasm"],
  mmap: [true],
  hidden: ["yes"],
  signal: [{}],
  onProgress: [1],
  patterns: [{ a: 1 }],
  root: [""],
};

for (const [name, values] of Object.entries(WRONG)) {
  test(`${name} refuses what it cannot mean`, (t) => {
    for (const value of values)
      t.throws(bad({ [name]: value }), { code: "E_OPTION_VALUE", message: new RegExp(name) }, String(value));
  });
}

test("options that are no object are refused, undefined values count as left out", (t) => {
  for (const options of [null, 1, "x", []]) t.throws(() => checkOptions(options), { code: "E_OPTION_VALUE" });
  t.notThrows(bad(Object.fromEntries(optionNames.map((name) => [name, undefined]))));
});

test("every default passes its own schema", (t) => {
  for (const name of optionNames) {
    const value = optionTable[name].default;
    if (value !== undefined) t.notThrows(bad({ [name]: value }), name);
  }
});

test("flags and variables are named once", (t) => {
  const rows = optionNames.map(rowOf);
  for (const key of ["env", "flag"] as const) {
    const given = rows.flatMap((row) => (key === "env" ? (row.env ?? []) : (row.flag?.name ?? [])));
    t.is(new Set(given).size, given.length);
    t.true(given.length > 15);
  }
});

test("a preset is between the defaults and what is said", (t) => {
  t.is(request({}).context, 0);
  t.is(request({ preset: "comprehensive" }).context, 2);
  t.is(request({ preset: "comprehensive", context: 5 }).context, 5);
  t.is(request({ preset: "minimal" }).threads, 1);
  t.is(request({ preset: "performance" }).maxFileSize, 10 * 1024 ** 2);
  t.deepEqual(request({ preset: "standard" }), request({}));
});

test("sizes become bytes", (t) => {
  const { maxFileSize, window, memory } = request({ maxFileSize: "10MB", window: "1k", memory: "64 MiB" });
  t.deepEqual([maxFileSize, window, memory], [10 * 1024 ** 2, 1024, 64 * 1024 ** 2]);
});

const named = (options: ScanOptions) =>
  readDetectors(complete(options)).map((spec) => {
    if (spec.type === "trace") return spec.dialect;
    return spec.type === "note" ? "note" : spec.name;
  });

test("detectors are the dialects, then the patterns, as far as they are wanted", (t) => {
  const patterns = { one: "ONE", two: /TWO/giu };
  t.deepEqual(named({}), ["tag", "note"]);
  t.deepEqual(named({ dialects: ["oft", "tag", "oft"], patterns }), ["oft", "tag", "note", "one", "two"]);
  t.deepEqual(named({ patterns: { note: "x" } }), ["tag", "note"]);
  t.is(readDetectors(complete({ patterns: { note: "x" }, detectors: ["note"] }))[0]?.type, "custom");
  t.deepEqual(named({ patterns, detectors: ["two"] }), ["two"]);
  t.deepEqual(named({ patterns, detectors: ["trace"] }), ["tag"]);
  t.throws(() => named({ patterns, detectors: ["tow"] }), {
    code: "E_OPTION_VALUE",
    message: /detectors\[0\].*did you mean "two"/,
  });
});

test("a pattern needs a name of its own and flags that mean something here", (t) => {
  for (const name of ["trace", "", "a b", "a\0", "-x"])
    t.throws(() => named({ patterns: { [name]: "x" } }), { code: "E_OPTION_VALUE" }, name);
  for (const flags of ["m", "s", "y"])
    t.throws(() => named({ patterns: { a: new RegExp("x", flags) } }), { code: "E_OPTION_VALUE" }, flags);
  t.is(scanText("todo", { patterns: { a: /TODO/i } }).tags.length, 1);
  t.is(scanText("todo", { patterns: { a: /TODO/ } }).tags.length, 0);
});

const maskOf = (options: ScanOptions) => readDetectors(complete(options)).map((spec) => spec.zones);

test("zones are those of the option, else of the pattern, else of the detector", (t) => {
  const patterns = { a: "A", b: { pattern: /B/, zones: ["string"], severity: "error" } } as const;
  t.deepEqual(maskOf({ patterns }), [15, 2, 15, 4]);
  t.deepEqual(maskOf({ patterns, zones: ["code", "comment"] }), [3, 3, 3, 3]);
  t.deepEqual(maskOf({ patterns, zones: { b: ["text"], trace: ["comment"] } }), [2, 2, 15, 8]);
  t.throws(() => maskOf({ zones: { nope: ["text"] } }), { code: "E_OPTION_VALUE", message: /zones.*"nope"/ });
  t.throws(() => maskOf({ zones: [] }), { code: "E_OPTION_VALUE" });
  t.throws(() => maskOf({ patterns: { a: { pattern: "x", zone: ["text"] } as never } }), { code: "E_OPTION_VALUE" });
});

test("keywords of notes replace the usual ones or are added to them", (t) => {
  const keywords = (noteKeywords?: string[]) => {
    const [spec] = readDetectors(complete({ detectors: ["note"], ...(noteKeywords && { noteKeywords }) }));
    return spec?.type === "note" ? spec.note.keywords : [];
  };
  const usual = ["TODO", "FIXME", "XXX", "HACK", "BUG", "NOTE", "OPTIMIZE"];
  t.deepEqual(keywords(), usual);
  t.deepEqual(keywords(["+IDEA", "+TODO"]), [...usual, "IDEA"]);
  t.deepEqual(keywords(["A", "+B", "A"]), ["A", "B"]);
  for (const word of ["", "+", "a b", "@todo", "-a", "a-", "a:", "x".repeat(65)])
    t.throws(() => keywords([word]), { code: "E_OPTION_VALUE" }, word);
});

test("text spells values as flags and variables do", (t) => {
  t.is(readText("threads", "4"), 4);
  t.is(readText("hidden", "yes"), true);
  t.is(readText("hidden", "0"), false);
  t.deepEqual(readText("dialects", "tag, oft"), ["tag", "oft"]);
  t.deepEqual(readText("include", ["*.{a,b}"]), ["*.{a,b}"]);
  t.deepEqual(readText("include", "*.a,*.b"), ["*.a", "*.b"]);
  t.deepEqual(readText("patterns", ["a=x=y", "b=z"]), { a: "x=y", b: "z" });
  t.is(readText("maxFileSize", "10MB"), "10MB");
  t.deepEqual(readText("zones", "comment,string"), ["comment", "string"]);
  t.deepEqual(readText("zones", ["trace=comment", "note=code,text"]), { trace: ["comment"], note: ["code", "text"] });
  t.deepEqual(readText("zones", "trace=comment p=text"), { trace: ["comment"], p: ["text"] });
});

test("text that spells no value is refused", (t) => {
  const wrong: [OptionName, string][] = [
    ["threads", "four"],
    ["threads", "-1"],
    ["hidden", "maybe"],
    ["patterns", "x"],
    ["maxFileSize", "big"],
    ["engine", "wasm"],
    ["zones", "comments"],
    ["zones", "trace=comment code"],
    ["noteNeeds", "colon,date"],
    ["noteMinText", "-1"],
  ];
  for (const [name, text] of wrong) t.throws(() => readText(name, text), { code: "E_OPTION_VALUE" }, `${name}=${text}`);
});

test("what is far from every word suggests nothing", (t) => {
  t.is(nearest("hiden", ["hidden", "hash"]), "hidden");
  t.is(nearest("nonsense", ["zones"]), undefined);
  t.is(nearest("idden", ["hidden"]), "hidden");
  t.is(nearest("zzzzzzzzzzzz", ["hidden", "hash"]), undefined);
  t.is(nearest("tga", ["hash", "tag"]), "tag", "two letters that changed places");
  t.is(nearest("foo", ["root", "low"]), undefined, "one letter of three is no likeness");
  t.is(nearest("h".repeat(100_000), ["hidden"]), undefined);
});
