/** Formats of chains and tags, read by programs that are not ours. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { visible } from "../../index.ts";
import { linesOf } from "../../src/draw/chains.ts";
import type { Item } from "../../src/model/trace.ts";
import { pieces, piecesOf, type Piece } from "../../src/draw/graph.ts";
import { itemTypes } from "../../src/draw/items.ts";
import { drawMermaid } from "../../src/draw/mermaid.ts";
import { bytesOf, caseOf, cases, reportOf, tagOf, textOf } from "./sample.ts";
import { findReporter } from "../../index.ts";
import { needed } from "../need.ts";
import { closeBrowser, openPage } from "./browser.ts";

test.after.always(closeBrowser);

const folder = (t: ExecutionContext): string => {
  const path = mkdtempSync(join(tmpdir(), "tagwright-report-"));
  t.teardown(() => rmSync(path, { recursive: true, force: true }));
  return path;
};

/** Where a drawing's language breaks lines at `\\n`. */
const unbroken = (text: string): string => visible(text.replaceAll("\\n", "\\x5cn").replaceAll("\n", "\\x0a"));

/** What every node of every chain says, then every item, and what items cover that is nowhere. */
function labelsOf(name: string, spell: (text: string) => string = visible): string[] {
  const { chains, items } = reportOf(caseOf(name)).trace!;
  const places = chains.flatMap((chain) =>
    chain.types.flatMap((type) =>
      chain.tags(type).map(({ path, line }) => `${type}: ${spell(chain.id)}\n${spell(path)}:${line}`),
    ),
  );
  const known = (items?.items ?? []).map(({ id, path, line }) => `${id}\n${path}:${line}`);
  const gone = (items?.links ?? []).filter(({ to }) => to < 0).map(({ id }) => `${id}\nnowhere`);
  return [...places, ...known, ...new Set(gone)].sort();
}

const graphviz = needed("dot", ["-V"], "graphviz");
for (const name of cases.keys()) {
  graphviz(`Graphviz reads what it is to draw: ${name}`, async (t) => {
    const ran = spawnSync("dot", ["-Tdot_json"], {
      input: await textOf("dot", reportOf(caseOf(name))),
      encoding: "utf8",
      maxBuffer: 1e9,
    });
    t.deepEqual([ran.status, ran.stderr], [0, ""]);
    const graph = JSON.parse(ran.stdout) as { name: string; objects?: { label: string }[]; edges?: unknown[] };
    const decode = (text: string): string =>
      text.replaceAll("\\n", "\n").replaceAll("\\\\", "\\").replaceAll("&amp;", "&");
    const labels = (graph.objects ?? []).map(({ label }) => label);
    t.is(labels.length, labelsOf(name).length);
    if (name !== "hostile") t.deepEqual(labels.map(decode).sort(), labelsOf(name));
    t.is(
      graph.edges?.length ?? 0,
      [...(await textOf("dot", reportOf(caseOf(name)))).matchAll(/^ {2}\w+ -> \w+ /gm)].length,
    );
  });
}

graphviz("Graphviz shows every id as it is", async (t) => {
  const input = await textOf("dot", reportOf(caseOf("hostile")));
  const { stdout } = spawnSync("dot", ["-Kneato", "-n", "-Tplain-ext"], { input, encoding: "utf8", maxBuffer: 1e9 });
  t.true(stdout.length > 0);
  const svg = spawnSync("dot", ["-Tsvg"], { input, encoding: "utf8", maxBuffer: 1e9 }).stdout;
  const parsed = new XMLParser({
    ignoreAttributes: true,
    trimValues: false,
    preserveOrder: true,
    htmlEntities: true,
  }).parse(svg) as unknown;
  const texts = JSON.stringify(parsed)
    .match(/"#text":"(?:[^"\\]|\\.)*"/g)!
    .map((found) => JSON.parse(found.slice(8)) as string);
  const shown = new Set(texts.map((text) => text.replaceAll("\u00a0", " ").replaceAll("&#160;", " ")));
  for (const label of labelsOf("hostile")) {
    const [id] = label.split("\n");
    t.true(shown.has(id!.replaceAll("  ", "  ")), id);
  }
});

for (const name of cases.keys()) {
  test(`GraphML is a graph whose edges have ends, with every tag in it: ${name}`, async (t) => {
    const text = await textOf("graphml", reportOf(caseOf(name)));
    t.true(XMLValidator.validate(text) === true);
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: "",
      trimValues: false,
      parseTagValue: false,
      htmlEntities: true,
      isArray: (tag, _path, _isLeaf, isAttribute) => !isAttribute && ["node", "edge", "data", "key"].includes(tag),
    });
    interface Node {
      readonly id: string;
      readonly data: readonly { readonly key: string; readonly "#text"?: string }[];
    }
    const { graphml } = parser.parse(text) as {
      graphml: { key: { id: string }[]; graph: { node?: Node[]; edge?: { source: string; target: string }[] } };
    };
    const { node = [], edge = [] } = graphml.graph;
    const ids = new Set(node.map(({ id }) => id));
    t.is(ids.size, node.length);
    t.is(node.length, labelsOf(name).length);
    for (const { source, target } of edge) t.true(ids.has(source) && ids.has(target));
    const keys = new Set(graphml.key.map(({ id }) => id));
    for (const { data } of node) for (const { key } of data) t.true(keys.has(key));
    const lines = node.map(({ data }) => data.find(({ key }) => key === "line")!["#text"]).sort();
    t.deepEqual(
      lines,
      labelsOf(name)
        .map((label) => (label.endsWith("nowhere") ? "0" : label.slice(label.lastIndexOf(":") + 1)))
        .sort(),
    );
  });
}

const browser = needed("chromium", ["--version"], "chromium");
for (const name of cases.keys()) {
  browser(`mermaid itself draws it, and every label is what it was: ${name}`, async (t) => {
    const page = await openPage(t);
    await page.goto("about:blank");
    await page.addScriptTag({ path: "node_modules/mermaid/dist/mermaid.min.js" });
    const code = await textOf("mermaid", reportOf(caseOf(name)));
    const drawn = await page.evaluate(async (text) => {
      const { mermaid } = globalThis as unknown as {
        mermaid: {
          initialize(o: object): void;
          parse(x: string): Promise<unknown>;
          render(id: string, x: string): Promise<{ svg: string }>;
        };
      };
      mermaid.initialize({ startOnLoad: false, maxTextSize: 1e6, maxEdges: 1e5 });
      await mermaid.parse(text);
      const { svg } = await mermaid.render("drawing", text);
      const { document } = globalThis as unknown as {
        document: {
          body: {
            innerHTML: string;
            querySelectorAll(q: string): Iterable<{ innerHTML: string; textContent: string }>;
          };
        };
      };
      document.body.innerHTML = svg;
      return [...document.body.querySelectorAll(".node .nodeLabel")].map((label) => {
        label.innerHTML = label.innerHTML.replace(/<br\s*\/?>/g, "\n");
        return label.textContent;
      });
    }, code);
    const squeeze = (text: string): string => text.replace(/\s+/g, " ").trim();
    t.deepEqual(drawn.map(squeeze).sort(), labelsOf(name, unbroken).map(squeeze).sort());
  });
}

test("a plain drawing has nodes and edges and nothing else", (t) => {
  const tags = [
    ["SPEC", 1],
    ["CODE", 2],
    ["CODE", 3],
    ["TEST", 4],
  ] as const;
  const list = tags.map(([kind, line]) => tagOf({ kind, name: "auth-001", text: "", path: "a.py", line, column: 1 }));
  const draw = (isPlain: boolean): string =>
    [...drawMermaid(pieces(linesOf({ tags: list })), { isPlain, repository: "https://e.org/{path}" })].join("");
  const arrows = (text: string): string[] =>
    [...text.matchAll(/^ +(\w+) -->(?:\|(\w+)\|)? (\w+)$/gm)].map(([, from, word = "", to]) =>
      `${from} ${word} ${to}`.replace("  ", " "),
    );
  t.deepEqual(arrows(draw(true)), [
    "SPEC_AUTH_001_0 CODE_AUTH_001_0",
    "SPEC_AUTH_001_0 CODE_AUTH_001_1",
    "CODE_AUTH_001_0 TEST_AUTH_001_0",
  ]);
  t.notRegex(draw(true), /classDef|click|:::/);
  t.deepEqual(arrows(draw(false)), [
    "SPEC_AUTH_001_0 implements CODE_AUTH_001_0",
    "SPEC_AUTH_001_0 implements CODE_AUTH_001_1",
    "CODE_AUTH_001_0 tests TEST_AUTH_001_0",
  ]);
  t.regex(draw(false), /classDef pending[\s\S]*classDef active[\s\S]*classDef completed/);
  t.regex(draw(false), /SPEC_AUTH_001_0\(\["SPEC: auth-001<br\/>a\.py:1"\]\)/);
  t.regex(draw(false), /TEST_AUTH_001_0\{\{"TEST: auth-001<br\/>a\.py:4"\}\}/);
  t.is([...drawMermaid([])].join(""), "graph TD\n");
  t.deepEqual(arrows([...drawMermaid(pieces(linesOf({ tags: list.slice(0, 1) })))].join("")), []);
});

/** How often each name is there. */
function group(names: readonly string[]): Map<string, number> {
  const out = new Map<string, number>();
  for (const name of names) out.set(name, (out.get(name) ?? 0) + 1);
  return out;
}

const readtags = needed("readtags", ["--help"], "universal-ctags");
for (const name of cases.keys()) {
  readtags(`readtags finds every name: ${name}`, async (t) => {
    const file = join(folder(t), "tags");
    writeFileSync(file, await bytesOf(await findReporter("ctags"), reportOf(caseOf(name), "tags")));
    const all = spawnSync("readtags", ["-t", file, "-E", "-l", "-e", "-n"], { encoding: "latin1", maxBuffer: 1e9 });
    t.is(all.status, 0, all.stderr);
    t.is(all.stdout.split("\n").length - 1, caseOf(name).tags.length);
    const names = group(caseOf(name).tags.map((tag) => Buffer.from(tag.name).toString("utf8") || tag.kind));
    for (const [id, count] of names) {
      // A name that begins with a dash would be taken for an option; one that begins with a blank or `!` has the place of its
      // escaped form in the order, so that readtags finds it in no file, of Universal Ctags' own neither.
      if (/^[- !]/.test(id)) continue;
      // Found by halves, in the file's order: a wrong order would lose it.
      const one = spawnSync("readtags", ["-t", file, "-E", "-e", "-", id], { encoding: "latin1" });
      t.is(one.stdout.split("\n").length - 1, count, id);
    }
  });
}

const vim = needed("vim", ["--version"], "vim");
vim("vim's :tag goes to the place", async (t) => {
  const at = folder(t);
  const report = reportOf(caseOf("sample"), "tags");
  writeFileSync(join(at, "tags"), await bytesOf(await findReporter("ctags"), report));
  for (const path of ["docs/auth.md", "src/web.py"]) {
    mkdirSync(join(at, path, ".."), { recursive: true });
    writeFileSync(join(at, path), Array.from({ length: 60 }, (_, index) => `line ${index + 1}\n`).join(""));
  }
  const jump = (name: string): string => {
    const out = join(at, "out");
    const commands = [
      "set nocp tags=tags",
      `tag ${name}`,
      `call writefile([expand("%") . ":" . line(".")], "${out}")`,
      "qa!",
    ];
    const ran = spawnSync("vim", ["-u", "NONE", "-es", ...commands.flatMap((command) => ["-c", command])], {
      cwd: at,
      timeout: 20_000,
    });
    return ran.status === 0 ? spawnSync("cat", [out], { encoding: "utf8" }).stdout.trim() : `status ${ran.status}`;
  };
  t.is(jump("orphan-001"), "src/web.py:41");
  t.is(jump("auth-001"), "docs/auth.md:3");
});

/** Arrows by what they say, each from a name to a name. */
test("every link of OpenFastTrace is drawn once, and a bad one is told from a good one", async (t) => {
  const report = reportOf(caseOf("mixed"));
  const { items, links } = report.trace!.items!;
  const wanted = links
    .filter(({ state, from, to }) => state !== "duplicate" || from < to)
    .map(({ from, to, id, state }) => `${to < 0 ? id : items[to]!.id} ${state} ${items[from]!.id}`)
    .sort();
  const { nodes, edges } = [...piecesOf(report)].reduce<Piece>(
    (all, piece) => ({ nodes: [...all.nodes, ...piece.nodes], edges: [...all.edges, ...piece.edges] }),
    { nodes: [], edges: [] },
  );
  const nameOf = new Map(nodes.map(({ key, id }) => [key, id]));
  t.is(nameOf.size, nodes.length);
  const drawn = edges.filter(({ from }) => nameOf.get(from)!.includes("~"));
  t.deepEqual(drawn.map(({ from, to, word }) => `${nameOf.get(from)} ${word} ${nameOf.get(to)}`).sort(), wanted);
  for (const { word, isBad } of drawn) t.is(isBad, word !== "covers");
  const mermaid = await textOf("mermaid", report);
  t.regex(mermaid, /^ +DSN_LOGOUT_2_0 -\.->\|outdated\| ITEST_LOGOUT_18_0_0$/m);
  t.regex(mermaid, /^ +DSN_LOGIN_1_0 -->\|covers\| IMPL_FORM_2_0$/m);
  t.regex(await textOf("dot", report), /NONE_REQ_GONE_1_0 -> DSN_LOGOUT_2_0 \[label="orphaned", style=dashed/);
});

test("types of items come in the order in which they need each other, whatever rings there are", (t) => {
  const item = (type: string, ...needs: string[]): Item => ({ type, needs }) as never;
  const order = (...list: Item[]): string => itemTypes(list).join(" ");
  t.is(order(item("dsn", "utest", "impl"), item("feat", "req"), item("req", "dsn")), "feat req dsn utest impl");
  t.is(order(item("a", "b"), item("b", "c"), item("c", "a"), item("z", "a")), "z a b c");
  t.is(order(item("req", "req")), "req");
  t.is(order(), "");
});
