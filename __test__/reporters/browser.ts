/** Chromium of the system, one for a test file. */
import type { ExecutionContext } from "ava";
import { chromium, type Browser, type Page } from "playwright-core";

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

/** At the end of a test file. */
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
}
