import { expect, test } from "@playwright/test";
import { look } from "./look";
import { heardRound } from "./round";
import { people, signIn } from "./signed-in";

let cohort: string;

test.beforeAll(async ({ baseURL }) => {
  cohort = await heardRound(baseURL ?? "");
});

test("words are marked with the keyboard alone, and responses are narrowed in the URL", async ({ page }) => {
  const name = `Lunch ${Date.now()}`;
  await signIn(page, people.analyst);
  await page.goto(`/cohorts/${cohort}/responses`);
  await page.locator("summary", { hasText: "Make a code" }).click();
  const form = page.getByRole("form", { name: "Make a code" });
  await form.getByRole("textbox", { name: "What is it called?" }).fill(name);
  await form.getByRole("button", { name: "Make a code" }).click();
  const code = page.getByRole("region", { name: "Codes" }).getByRole("listitem").filter({ hasText: name });
  await expect(code).toContainText("0 uses");
  await page.getByRole("button", { name: "Mark an excerpt" }).first().focus();
  await page.keyboard.press("Enter");
  const words = page.getByRole("textbox", { name: "Select the words" });
  await words.focus();
  await page.keyboard.press("Control+Home");
  for (let step = 0; step < 8; step += 1) await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.type("x");
  const chosen = await words.evaluate((box: HTMLTextAreaElement) => box.value.slice(0, 8));
  await expect(page.getByText(`This will be marked: “${chosen}”`)).toBeVisible();
  await page.getByLabel("Code", { exact: true }).selectOption({ label: name });
  await page.getByRole("button", { name: "Mark it" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("mark").first()).toContainText(chosen);
  await expect(code).toContainText("1 use");
  await look(page, "responses-codes");
  await page.getByLabel("Speaker").selectOption({ index: 1 });
  await expect(page).toHaveURL(/member_id=/);
  await page.getByLabel("What", { exact: true }).selectOption("observation");
  await expect(page.getByText("Nothing matches")).toBeVisible();
});
