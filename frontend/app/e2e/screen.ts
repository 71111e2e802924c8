import type { Browser, BrowserContext, Page } from "@playwright/test";
import { signIn } from "./signed-in";

/** The page itself is kept on this device. */
const pageKept = (page: Page) => page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => active !== null));

/** One of the screens of a live session, on a device of its own that has been here before. */
export async function screen(
  browser: Browser,
  email: string,
  path: string,
  prepare: (device: BrowserContext) => Promise<unknown> = () => Promise.resolve(),
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, serviceWorkers: "allow" });
  await prepare(context);
  const page = await context.newPage();
  await signIn(page, email);
  await page.goto("/");
  await pageKept(page); // a device fetches all its files at the first visit: that's not the second that is measured
  await page.goto(path);
  return page;
}
