import { expect, test } from "@playwright/test";
import { look } from "./look";
import { people, signIn } from "./signed-in";

// The guide is put together for the cohort that the first test makes.
test.describe.configure({ mode: "serial" });
const name = `Belonging ${Date.now()}`;

test("a coordinator plans a cohort, sets quotas, draws it, and sees why that is fair", async ({ page }) => {
  await signIn(page, people.coordinator);
  await page.goto("/cohorts/new");
  await page.getByRole("button", { name: "Create the cohort" }).click();
  await expect(page.getByRole("alert")).toBeFocused();
  await look(page, "cohort-new-refused");
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("textbox", { name: "Purpose" }).fill("What makes a school day good, and what makes it hard.");
  await page.getByLabel("How many students").fill("12");
  await page.getByRole("button", { name: "Create the cohort" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Students" })).toBeVisible();
  await page.getByRole("button", { name: "Propose quotas" }).click();
  await expect(page.getByText("A group can meet these quotas")).toBeVisible();
  await look(page, "quotas");
  const least = page.getByRole("spinbutton", { name: "Least: 09" });
  const most = page.getByRole("spinbutton", { name: "Most: 09" });
  await most.fill("12");
  await least.fill("12");
  await expect(page.getByText("No group meets all of these")).toBeVisible();
  await look(page, "quotas-infeasible");
  await page.getByRole("button", { name: "Propose again" }).click();
  await expect(page.getByText("A group can meet these quotas")).toBeVisible();
  await page.getByRole("button", { name: "Draw 12 students" }).click();
  await expect(page.getByRole("heading", { name: "Why this draw is fair" })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("row", { name: /^Student \d+ .* Drawn/ })).toHaveCount(12);
  await look(page, "drawn");
  const download = page.waitForEvent("download");
  await page.getByText("Check it yourself").click();
  await page.getByRole("button", { name: "Download the certificate" }).click();
  expect((await download).suggestedFilename()).toMatch(/^certificate-.*\.json$/);
  await page.getByRole("button", { name: "Show names" }).click();
  await expect(page.getByRole("columnheader", { name: "Name" })).toBeVisible();
  await page.getByRole("link", { name: "Overview" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await look(page, "cohort-overview");
});

test("the cohorts are listed, narrowed by the URL, and reached from the palette", async ({ page }) => {
  await signIn(page, people.coordinator, "es");
  await page.goto("/cohorts?status=drawn");
  await expect(page.getByRole("combobox", { name: "Estado" })).toHaveValue("drawn");
  await look(page, "cohorts", "es");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "¿A dónde quiere ir?" })).toBeFocused();
  await page.keyboard.type("inicio");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Hoy" })).toBeVisible();
  await look(page, "home", "es");
});

test("a coordinator puts a guide together: bank, own words, stages; the linter speaks, and it is published", async ({ page }) => {
  await signIn(page, people.coordinator);
  await page.goto("/cohorts");
  await page.getByRole("link", { name }).click();
  await page.getByRole("navigation", { name: "Steps of this cohort" }).getByRole("link", { name: "Guide" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Guide" })).toBeVisible();
  await look(page, "guide-new");
  await page.getByLabel("Highest grade in the room").selectOption("12");
  await page.getByRole("button", { name: "Start the guide" }).click();
  await expect(page.getByRole("heading", { name: "Your guide: 0 questions" })).toBeVisible();
  const bank = page.getByRole("checkbox");
  await bank.nth(0).check();
  await bank.nth(2).check();
  await bank.nth(6).check();
  await page.getByLabel("Your own question").fill("Do you like school?");
  await expect(page.getByText("Ask otherwise").last()).toBeVisible();
  await page.getByLabel("Your own question").fill("What is lunch like for you?");
  await page.getByRole("button", { name: "Add it" }).click();
  await page.getByRole("button", { name: "Move question 4 up" }).click();
  await expect(page.getByRole("heading", { name: "Your guide: 4 questions" })).toBeVisible();
  await expect(page.getByText("All changes are saved")).toBeVisible();
  await page.getByText("Welcome, 5 minutes").click();
  await look(page, "guide");
  await page.getByRole("button", { name: "Publish for sessions" }).click();
  await expect(page.getByText("Version 1 is published")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Your guide: 4 questions" })).toBeVisible();
  const third = page.locator("li", { has: page.getByRole("button", { name: "Remove question 3" }) });
  await expect(third).toContainText("What is lunch like for you?");
});
