import { type Page, expect } from "@playwright/test";
import axe from "axe-core";

export const sizes = {
  chromebook: { width: 1366, height: 768 },
  phone: { width: 360, height: 740 },
} as const;

// A picture is for people: taking three hundred of them costs the tests as long as axe does.
const pictures = process.env["PICTURES"] !== undefined;

/** Each look of a page, and what is asked of it: that hues can be read depends on no width. */
const views = [
  ["chromebook", "light", "all"],
  ["chromebook", "dark", "hues"],
  ["phone", "dark", "all"],
] as const;

/** What axe finds now: it runs inside the page, so a page of frames would hide some. */
async function violations(page: Page, asked: "all" | "hues"): Promise<string[]> {
  expect(page.frames()).toHaveLength(1);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const options: axe.RunOptions = { resultTypes: ["violations"], ...(asked === "hues" && { runOnly: ["color-contrast"] }) };
  return page.evaluate(async (wanted) => {
    const { axe: inPage } = window as unknown as { axe: typeof axe };
    const found = await inPage.run(wanted);
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
  }, options);
}

/** What axe needs on a busy machine is no matter of the page. */
const patient = { timeout: 60_000 };

/** No violation that lasts: one is read anew, for a page that changed while axe read it shows some that nobody saw. */
export async function expectAccessible(page: Page, asked: "all" | "hues" = "all"): Promise<void> {
  // A page that is just being loaded anew is looked at when it is there.
  const found = () => violations(page, asked).catch((error: unknown) => [String(error)]);
  await expect.poll(found, patient).toEqual([]);
}

/** Nothing sticks out sideways at this width, once the page has been laid out for it. */
export async function expectNoSideways(page: Page): Promise<void> {
  const over = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await expect.poll(over, "the page is wider than the screen").toBeLessThanOrEqual(0);
}

/** Wait until nothing in sight moves: when a colour has changed, those that inherit it begin to. */
async function still(page: Page, scheme: string): Promise<void> {
  await page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor();
  await page.evaluate(async () => {
    const moving = (): Animation[] =>
      document.getAnimations().filter(({ effect, playState }) =>
        // In a closed fold nothing moves, so that what began to move there never ends.
        playState === "running" && (effect as KeyframeEffect).target?.checkVisibility());
    do {
      await Promise.all(moving().map((one) => one.finished.catch(() => null)));
      await new Promise(requestAnimationFrame);
    } while (moving().length > 0);
  });
}

async function show(page: Page, size: keyof typeof sizes, colorScheme: "light" | "dark"): Promise<void> {
  await page.setViewportSize(sizes[size]);
  await page.emulateMedia({ colorScheme });
  await still(page, colorScheme);
}

async function photograph(page: Page, name: string): Promise<void> {
  for (const size of ["chromebook", "phone"] as const)
    for (const scheme of ["light", "dark"] as const) {
      await show(page, size, scheme);
      await page.screenshot({ path: `e2e/shots/${name}-${size}-${scheme}.png`, fullPage: true });
    }
}

/** Look at a page: both sizes, light and dark, axe and width; pictures go where git ignores them. */
export async function look(page: Page, name: string, language = "en"): Promise<void> {
  for (const [size, scheme, asked] of views) {
    await show(page, size, scheme);
    await expectAccessible(page, asked);
    await expectNoSideways(page);
  }
  if (pictures) await photograph(page, `${name}-${language}`);
  await page.setViewportSize(sizes.chromebook);
  await page.emulateMedia({ colorScheme: "light" });
}
