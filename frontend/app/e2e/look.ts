import { type Page, expect } from "@playwright/test";
import axe from "axe-core";

export const sizes = {
  chromebook: { width: 1366, height: 768 },
  phone: { width: 360, height: 740 },
} as const;

const schemes = ["light", "dark"] as const;

/** No violation that axe can find: it runs inside the page, so a page of frames would hide some. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(page.frames()).toHaveLength(1);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { axe: inPage } = window as unknown as { axe: typeof axe };
    const { violations } = await inPage.run({ resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
  });
  expect(found).toEqual([]);
}

/** Nothing sticks out sideways at this width. */
export async function expectNoSideways(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(over, "the page is wider than the screen").toBeLessThanOrEqual(0);
}

async function still(page: Page, scheme: string): Promise<void> {
  await page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor();
  await page.evaluate(() => {
    // In a closed fold nothing moves, so that what began to move there never ends.
    const seen = document.getAnimations().filter(({ effect }) => (effect as KeyframeEffect).target?.checkVisibility());
    return Promise.all(seen.map((one) => one.finished.catch(() => null)));
  });
}

/** Look at a page: both sizes, light and dark, axe and width at each; pictures go where git ignores them. */
export async function look(page: Page, name: string, language = "en"): Promise<void> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    for (const scheme of schemes) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      await still(page, scheme);
      await page.screenshot({ path: `e2e/shots/${name}-${size}-${scheme}-${language}.png`, fullPage: true });
      await expectAccessible(page);
    }
    await expectNoSideways(page);
  }
  await page.setViewportSize(sizes.chromebook);
  await page.emulateMedia({ colorScheme: "light" });
}
