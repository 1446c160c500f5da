/** Types that are not the tags' own kinds: `--map oft:impl=CODE`. */
import test from "ava";
import { XMLParser } from "fast-xml-parser";
import { needed } from "../need.ts";
import { caseOf, reportOf, textOf } from "./sample.ts";
import { closeBrowser, openView } from "./browser.ts";

test.after.always(closeBrowser);

const report = () => reportOf(caseOf("mixed"));

test("drawings say the type that a kind counts as, and the chain's id", async (t) => {
  const mermaid = await textOf("mermaid", report());
  t.regex(mermaid, /CODE_LOGIN_0\["CODE: login<br\/>src\/login\.java:12"\]/);
  t.regex(mermaid, /TEST_LOGIN_0\{\{"TEST: login<br\/>test\/login\.java:5"\}\}/);
  t.regex(mermaid, /SPEC_LOGIN_0 -->\|implements\| CODE_LOGIN_1/);
  t.regex(mermaid, /CODE_LOGIN_0 -->\|tests\| TEST_LOGIN_0/);
  const dot = await textOf("dot", report());
  t.regex(dot, /CODE_LOGIN_0 \[label="CODE: login\\nsrc\/login\.java:12", shape=box/);
  t.regex(dot, /CODE_LOGIN_0 -> TEST_LOGIN_0 \[label="tests"\]/);
  const { graphml } = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "" }).parse(
    await textOf("graphml", report()),
  ) as { graphml: { graph: { node: { id: string; data: { key: string; "#text": string }[] }[] } } };
  const node = graphml.graph.node.find(({ id }) => id === "CODE_LOGIN_0")!;
  t.deepEqual(
    node.data.slice(0, 2).map(({ "#text": text }) => text),
    ["CODE", "login"],
  );
});

const browser = needed("chromium", ["--version"], "chromium");

browser("the page counts a tag as the type that its kind is mapped to", async (t) => {
  const page = await openView(t, report(), "chains");
  const texts = (selector: string): Promise<string[]> => page.locator(selector).allTextContents();
  t.deepEqual(await texts("main thead th"), ["Id", "SPEC", "CODE", "TEST", "WORK", "Verdict"]);
  t.deepEqual(await texts('main tr[data-row="0"] > *'), ["login", "✓", "✓ 2", "✓", "✓", "complete"]);
  t.deepEqual(await texts('main tr[data-row="1"] > *'), ["logout", "✓", "✓", "gap", "—", "1 gap"]);
  await page.getByRole("button", { name: "login", exact: true }).click();
  t.deepEqual(
    (await texts("main .places .kind")).map((text) => text.trim()),
    ["SPEC", "CODE", "CODE", "TEST", "WORK"],
  );
  t.regex((await texts("main .places li"))[1]!, /^CODE impl src\/login\.java:12/);
  t.regex((await texts("main .places li"))[4]!, /^WORK TODO src\/login\.java:41/);
});

browser("the page draws it in the column of that type", async (t) => {
  const page = await openView(t, report(), "graph");
  // What the canvas is told to write, and where: pixels would say less.
  const written = await page.evaluate(async () => {
    const { CanvasRenderingContext2D: canvas, document } = globalThis as never as {
      CanvasRenderingContext2D: { prototype: { fillText(text: string, x: number, y: number): void } };
      document: { dispatchEvent(event: Event): void };
    };
    const out: [string, number][] = [];
    canvas.prototype.fillText = (text, x) => void out.push([text, x]);
    document.dispatchEvent(new Event("theme"));
    await new Promise((resolve) => setTimeout(resolve, 100));
    return out;
  });
  const columnOf = (text: string): number => written.find(([label]) => label === text)?.[1] ?? Number.NaN;
  t.true(columnOf("docs/login.md:3") < columnOf("src/login.java:12"));
  t.is(columnOf("src/login.java:12"), columnOf("src/logout.ts:2"));
  t.true(columnOf("src/login.java:12") < columnOf("test/login.java:5"));
  t.is(columnOf("test/login.java:5"), columnOf("TEST missing"));
});
