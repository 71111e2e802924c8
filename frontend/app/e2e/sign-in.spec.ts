import { expect, test } from "@playwright/test";
import { look } from "./look";

test("the sign-in page is readable by everyone, and says when the password is wrong", async ({ page }) => {
  await page.goto("/sign-in");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await look(page, "sign-in");
  await page.getByLabel("Email").fill("nobody@example.org");
  await page.getByLabel("Password").fill("not the password");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toBeFocused();
  await look(page, "sign-in-refused");
});

test("whoever isn't signed in is asked to, and comes back to the page they wanted", async ({ page }) => {
  await page.goto("/cohorts");
  await expect(page).toHaveURL("/sign-in?next=%2Fcohorts");
});
