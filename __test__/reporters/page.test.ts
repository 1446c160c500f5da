/** The HTML page, in a real browser. */
import { readFileSync } from "node:fs";
import test, { type ExecutionContext } from "ava";
import type { Page } from "playwright-core";
import { needed } from "../need.ts";
import { closeBrowser, openReport, showView } from "./browser.ts";
import { caseOf, cases, reportOf, tagOf, type Case } from "./sample.ts";

const browser = needed("chromium", ["--version"], "chromium");
test.after.always(closeBrowser);

const open = (t: ExecutionContext, given: Case, options: Parameters<typeof openReport>[2] = {}): Promise<Page> =>
  openReport(t, reportOf(given), options);
const show = showView;

const views = ["overview", "chains", "items", "graph", "findings", "notes", "tags"];

for (const name of cases.keys()) {
  for (const scheme of ["light", "dark"] as const) {
    browser(`axe has nothing to say of any view: ${name}, ${scheme}`, async (t) => {
      const page = await open(t, caseOf(name), { colorScheme: scheme });
      for (const view of views) {
        if ((await page.locator(`#tabs a[href="#${view}"]`).count()) === 0) continue;
        await show(page, view);
        if (view === "items") await page.locator("main .toggle").first().click();
        if (view === "chains" && (await page.locator("button.gap").count()) > 0)
          await page.locator("button.gap").first().click();
        // Not through addScriptTag: the page's own policy refuses any script but its own.
        await page.evaluate(readFileSync("node_modules/axe-core/axe.min.js", "utf8"));
        const found = await page.evaluate(async () => {
          const { axe } = globalThis as unknown as {
            axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
          };
          const { violations } = await axe.run();
          return violations.map(
            ({ id, nodes }) =>
              `${id}: ${nodes
                .map(({ html }) => html)
                .join(" ")
                .slice(0, 300)}`,
          );
        });
        t.deepEqual(found, [], view);
      }
    });
  }

  browser(`every id is shown as it is, and none of it runs: ${name}`, async (t) => {
    const page = await open(t, caseOf(name));
    await show(page, "tags");
    const shown = await page.locator("main tbody tr td:nth-child(2)").allTextContents();
    const { visible } = await import("../../index.ts");
    t.deepEqual(
      [...shown].sort(),
      caseOf(name)
        .tags.map((tag) => visible(tag.name))
        .sort(),
    );
    t.is(await page.locator("main script, main img, main iframe, main b").count(), 0);
  });
}

browser("a gap opens, by mouse and by keyboard, and says what to write", async (t) => {
  const page = await open(t, caseOf("sample"));
  await show(page, "chains");
  await page.getByRole("button", { name: "DOC is missing in auth-001: open the gap" }).click();
  t.true(await page.getByText("DOC is missing.").first().isVisible());
  t.true(await page.getByText("@TAG[DOC:auth-001]").isVisible());
  const toggle = page.getByRole("button", { name: "orphan-001", exact: true });
  t.is(await toggle.getAttribute("aria-expanded"), "false");
  await toggle.focus();
  await page.keyboard.press("Enter");
  t.is(await toggle.getAttribute("aria-expanded"), "true");
  const link = page.locator(".places a").filter({ hasText: "src/web.py:41" });
  t.is(await link.getAttribute("href"), "https://example.org/me/it/blob/main/src/web.py#L41");
  t.is(
    await page.getByRole("link", { name: "edit src/web.py:41" }).getAttribute("href"),
    "vscode://file/project/src/web.py:41:3",
  );
});

browser("no id pushes a column out of sight, and no short word is broken where the page is narrow", async (t) => {
  const page = await open(t, caseOf("hostile"));
  await show(page, "tags");
  const last = (await page.locator("main thead th").last().boundingBox())!;
  t.true(last.x + last.width <= 1280, `${last.x + last.width}`);
  const narrow = await open(t, caseOf("sample"), { viewport: { width: 400, height: 800 } });
  await show(narrow, "notes");
  const kind = (await narrow.locator("main .kind").first().boundingBox())!;
  t.true(kind.height < 30, `${kind.height}`);
  t.is(await narrow.evaluate("document.documentElement.scrollWidth"), 400);
});

browser("search and filters narrow every list", async (t) => {
  const page = await open(t, caseOf("sample"));
  await show(page, "tags");
  await page.keyboard.press("/");
  await page.keyboard.type("ORPHAN web");
  t.deepEqual(await page.locator("main tbody tr td:nth-child(2)").allTextContents(), ["orphan-001"]);
  await page.keyboard.press("Escape");
  t.is(await page.locator("main tbody tr").count(), 7);
  await page.getByRole("button", { name: "TEST (1)" }).click();
  t.is(await page.locator("main tbody tr").count(), 1);
  await show(page, "findings");
  await page.getByRole("button", { name: "error (2)" }).click();
  t.is(await page.locator("main tbody tr").count(), 2);
  await page.getByLabel("Rule").selectOption({ label: "coverage" });
  t.is(await page.locator("main tbody tr").count(), 1);
  await show(page, "chains");
  await page.getByRole("button", { name: /^Orphans/ }).click();
  t.deepEqual(await page.locator("main .toggle").allTextContents(), ["orphan-001"]);
  await show(page, "notes");
  t.true(await page.getByText("past 2020-01-01").isVisible());
  t.true(await page.getByRole("button", { name: "ada" }).isVisible());
});

browser("the whole page can be used by keyboard alone", async (t) => {
  const page = await open(t, caseOf("sample"));
  await page.keyboard.press("Tab");
  t.is(
    await page.evaluate(
      () =>
        (globalThis as never as { document: { activeElement: { className: string } } }).document.activeElement
          .className,
    ),
    "skip",
  );
  for (let index = 0; index < 20; index++) {
    await page.keyboard.press("Tab");
    if (await page.locator('#tabs a[href="#graph"]:focus').count()) break;
  }
  await page.keyboard.press("Enter");
  await page.waitForSelector("canvas");
  for (let index = 0; index < 30; index++) {
    await page.keyboard.press("Tab");
    if (await page.locator("canvas:focus").count()) break;
  }
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  t.regex((await page.locator("main .status").textContent())!, /chosen: orphan-001, missing SPEC, TEST, DOC/);
  await page.keyboard.press("Enter");
  await page.waitForSelector('.toggle[aria-expanded="true"]:focus');
  t.is(await page.locator('.toggle[aria-expanded="true"]').textContent(), "orphan-001");
});

/** What the canvas shows: how many of its points are not the background. */
const ink = (page: Page): Promise<string> =>
  page.evaluate(() =>
    (globalThis as never as { document: { querySelector(q: string): { toDataURL(): string } } }).document
      .querySelector("canvas")
      .toDataURL(),
  );

browser("the graph pans, zooms and is searched", async (t) => {
  const page = await open(t, caseOf("sample"));
  await show(page, "graph");
  await page.waitForTimeout(100);
  const first = await ink(page);
  const box = (await page.locator("canvas").boundingBox())!;
  await page.mouse.move(box.x + 300, box.y + 200);
  await page.mouse.down();
  await page.mouse.move(box.x + 260, box.y + 200, { steps: 4 });
  await page.mouse.up();
  await page.getByRole("button", { name: "Zoom in" }).click();
  await page.waitForTimeout(100);
  t.not(await ink(page), first);
  await page.getByRole("button", { name: "Reset the view" }).click();
  await page.waitForTimeout(100);
  t.is(await ink(page), first);
  await page.fill("#search", "orphan");
  await page.waitForTimeout(100);
  t.regex((await page.locator("main .status").textContent())!, /^1 match; chosen: orphan-001/);
});

browser("dark mode follows the system, and a button turns it", async (t) => {
  const back = (page: Page): Promise<string> =>
    page.evaluate(() => {
      const { getComputedStyle, document } = globalThis as never as {
        getComputedStyle(e: unknown): { backgroundColor: string };
        document: { body: unknown };
      };
      return getComputedStyle(document.body).backgroundColor;
    });
  const page = await open(t, caseOf("sample"), { colorScheme: "dark" });
  t.is(await back(page), "rgb(20, 24, 29)");
  t.is(await page.getAttribute("#theme", "aria-pressed"), "true");
  await page.click("#theme");
  t.is(await back(page), "rgb(255, 255, 255)");
  const light = await open(t, caseOf("sample"), { colorScheme: "light" });
  t.is(await back(light), "rgb(255, 255, 255)");
  await light.click("#theme");
  t.is(await back(light), "rgb(20, 24, 29)");
});

browser("fifty thousand tags: a long list grows while one scrolls, and a search finds the last", async (t) => {
  const tags = Array.from({ length: 50_000 }, (_, index) =>
    tagOf(
      {
        kind: index % 2 ? "CODE" : "SPEC",
        name: `part-${index >> 1}`,
        text: "does a thing",
        path: `src/m${index % 300}.ts`,
        line: index,
        column: 1,
        offset: index,
      },
      index,
    ),
  );
  const page = await open(t, { ...caseOf("empty"), tags });
  await show(page, "tags");
  t.is(await page.locator("main tbody tr").count(), 100);
  await page.getByRole("button", { name: /^Show more/ }).scrollIntoViewIfNeeded();
  await page.waitForFunction(
    () =>
      (
        globalThis as never as { document: { querySelectorAll(q: string): { length: number } } }
      ).document.querySelectorAll("main tbody tr").length > 100,
  );
  await page.fill("#search", "part-24999");
  t.is(await page.locator("main tbody tr").count(), 2);
  t.is(await page.locator("main .status").textContent(), "2 tags");
});
