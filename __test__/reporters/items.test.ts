/** OpenFastTrace's items on the page. */
import test from "ava";
import type { Page } from "playwright-core";
import { needed } from "../need.ts";
import { closeBrowser, openReport, openView, showView } from "./browser.ts";
import { caseOf, reportOf } from "./sample.ts";

test.after.always(closeBrowser);

const browser = needed("chromium", ["--version"], "chromium");
const report = () => reportOf(caseOf("mixed"));
const texts = async (page: Page, selector: string): Promise<string[]> =>
  (await page.locator(selector).allTextContents()).map((text) => text.replace(/\s+/g, " ").trim());

browser("items say what they need, what is wrong, and who covers them", async (t) => {
  const page = await openView(t, report(), "items");
  const { items, verdicts } = report().trace!.items!;
  // By type, in the order in which types need each other.
  const rank = (type: string): number => ["req", "dsn", "impl", "utest", "itest"].indexOf(type);
  t.deepEqual(
    await texts(page, "main tbody .toggle"),
    items.toSorted((one, other) => rank(one.type) - rank(other.type)).map(({ id }) => id),
  );
  const shown = await texts(page, "main tbody tr[data-row] td:nth-child(4)");
  t.deepEqual(
    shown.map((text) => text === "no defect"),
    items
      .map(({ type }, at) => ({ type, isDefect: verdicts[at]!.isDefect }))
      .toSorted((one, other) => rank(one.type) - rank(other.type))
      .map(({ isDefect }) => !isDefect),
  );
  t.deepEqual([...new Set(shown)].sort(), [
    "bad link",
    "defined twice",
    "in a ring",
    "no defect",
    "not covered",
    "not covered below",
  ]);
  t.is((await texts(page, "main tr[data-row='1'] td:nth-child(3)"))[0], "✓ impl ✓ utest");
  t.is((await texts(page, "main tr[data-row='2'] td:nth-child(3)"))[0], "itest missing");
  await page.getByRole("button", { name: "dsn~logout~2" }).click();
  t.deepEqual(await texts(page, "main .places li"), [
    "covers req~auth~1 docs/spec.md:4 edit",
    "orphaned req~gone~1 which does not exist",
    "outdated itest~logout-18~0 test/login.java:8 edit",
  ]);
  await page.getByRole("button", { name: /^In a ring/ }).click();
  t.deepEqual(await texts(page, "main tbody .toggle"), ["req~ring~1"]);
  await page.getByRole("button", { name: /^All/ }).click();
  await page.fill("#search", "form LOGIN");
  t.deepEqual(await texts(page, "main tbody .toggle"), ["dsn~login~1", "impl~form~2"]);
});

browser("the graph draws items beside chains, searches them, and opens one", async (t) => {
  const page = await openView(t, report(), "graph");
  t.is((await texts(page, "main .status"))[0], "2 chains");
  await page.getByRole("button", { name: "5 items" }).click();
  t.is((await texts(page, "main .status"))[0], "5 items");
  await page.fill("#search", "logout");
  t.regex((await texts(page, "main .status"))[0]!, /^1 match; chosen: dsn~logout~2, missing itest$/);
  await page.focus("canvas");
  await page.keyboard.press("Enter");
  await page.waitForSelector('.toggle[aria-expanded="true"]:focus');
  t.is(await page.locator('.toggle[aria-expanded="true"]').textContent(), "dsn~logout~2");
});

browser("a tree of items alone begins with them, and one without items has no such view", async (t) => {
  const { trace, ...given } = caseOf("mixed");
  const alone = { ...given, tags: [], trace: { ...trace, order: ["SPEC"] }, findings: [] };
  const page = await openReport(t, reportOf(alone, "trace"));
  t.is(await page.locator("#title").textContent(), "Items");
  await showView(page, "overview");
  t.deepEqual(await texts(page, "main .bars .type"), ["req", "dsn", "all items"]);
  await showView(page, "graph");
  t.is((await texts(page, "main .status"))[0], "5 items");
  const plain = await openReport(t, reportOf(caseOf("sample")));
  t.is(await plain.locator('#tabs a[href="#items"]').count(), 0);
});
