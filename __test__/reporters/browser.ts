/** Chromium of the system, one for a test file. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ExecutionContext } from "ava";
import { chromium, type Browser, type Page } from "playwright-core";
import type { Report } from "../../src/model/reporter.ts";
import { textOf } from "./sample.ts";

let browser: Promise<Browser> | undefined;

const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

/** A page of its own, closed after the test. */
export async function openPage(t: ExecutionContext, options: Parameters<Browser["newPage"]>[0] = {}): Promise<Page> {
  browser ??= launch();
  const page = await (await browser).newPage(options);
  t.teardown(() => page.close());
  return page;
}

/** Opens the page of a report; whatever it says, asks for or throws fails the test. */
export async function openReport(
  t: ExecutionContext,
  report: Report,
  options: Parameters<typeof openPage>[1] = {},
): Promise<Page> {
  const folder = mkdtempSync(join(tmpdir(), "tagwright-page-"));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "page.html");
  writeFileSync(path, await textOf("html", report));
  const page = await openPage(t, { viewport: { width: 1280, height: 860 }, ...options });
  const url = pathToFileURL(path).href;
  page.on("console", (message) => t.fail(`console: ${message.text()}`));
  page.on("pageerror", (error) => t.fail(`error: ${error.message}`));
  page.on("request", (request) =>
    t.true(request.url().split("#")[0] === url || request.url().startsWith("data:"), request.url()),
  );
  await page.goto(url);
  await page.waitForSelector("html[data-ready]");
  return page;
}

/** Goes to a view of it, as a reader does. */
export async function showView(page: Page, view: string): Promise<void> {
  await page.click(`#tabs a[href="#${view}"]`);
  await page.waitForSelector(`#tabs a[href="#${view}"][aria-current="page"]`);
}

/** Both. */
export async function openView(t: ExecutionContext, report: Report, view: string): Promise<Page> {
  const page = await openReport(t, report);
  await showView(page, view);
  return page;
}

/** At the end of a test file. */
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
}
