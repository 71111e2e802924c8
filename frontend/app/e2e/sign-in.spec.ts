import { expect, test } from "@playwright/test";
import { look } from "./look";
import { password, people, signIn } from "./signed-in";

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

test("whoever is signed out in the middle signs in again, and finds what they typed", async ({ page, context }) => {
  await signIn(page, people.coordinator);
  await page.goto("/cohorts/new");
  const purpose = page.getByRole("textbox", { name: "Purpose" });
  await purpose.fill("Ten minutes of typing.");
  await context.clearCookies();
  await page.route("**/v1/cohorts", (route) => route.fulfill({ status: 401, json: { title: "Sign in", status: 401 } }), { times: 1 });
  await page.getByRole("button", { name: "Create the cohort" }).click();
  await expect(page.getByRole("heading", { name: "Please sign in again" })).toBeFocused();
  await expect(purpose).toBeHidden();
  await look(page, "sign-in-again");
  await page.getByLabel("Email").fill(people.coordinator);
  await page.getByLabel("Password").fill(password);
  await page.keyboard.press("Enter");
  await expect(purpose).toHaveValue("Ten minutes of typing.");
  await expect(page).toHaveURL("/cohorts/new");
});

test("a page that failed stands in its frame, and is asked for anew", async ({ page }) => {
  await signIn(page, people.coordinator);
  await page.goto("/");
  await page.route("**/v1/students/search?*", (route) => route.fulfill({ status: 403, json: { title: "Not now", status: 403 } }));
  await page.getByRole("link", { name: "People" }).click();
  await expect(page.getByRole("alert")).toContainText("Not now");
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  await page.unroute("**/v1/students/search?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Students" })).toBeVisible();
});
