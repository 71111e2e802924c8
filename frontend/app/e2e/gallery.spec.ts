import { expect, test } from "@playwright/test";
import { type ViteDevServer, createServer } from "vite";
import { expectAccessible, look } from "./look";

// The primitives and the frame, served by Vite alone: no server is needed to look at them.
let vite: ViteDevServer;
let address: string;

test.beforeAll(async () => {
  vite = await createServer({ server: { port: 0 }, logLevel: "error" });
  await vite.listen();
  address = `${vite.resolvedUrls?.local[0] ?? ""}gallery.html`;
});
test.afterAll(() => vite.close());

for (const language of ["en", "es"]) {
  test(`every primitive passes axe and fits 360 px, in ${language}`, async ({ page }) => {
    await page.addInitScript((code) => localStorage.setItem("tellmore.language", code), language);
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await look(page, "gallery", language);
  });
}

test("the keyboard alone reaches the page, the palette and the next row", async ({ page }) => {
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  // The heading is there a moment before the keys are listened to.
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("combobox", { name: "Where do you want to go?" })).toBeFocused({ timeout: 1000 });
  }).toPass();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Spring round" }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("checkbox", { name: "Choose Ninth grade, first weeks" })).toBeFocused();
});
