import { expect, test } from "@playwright/test";
import { look } from "./look";
import { heardRound } from "./round";
import { people, signIn } from "./signed-in";

let cohort: string;

test.beforeAll(async ({ baseURL }) => {
  cohort = await heardRound(baseURL ?? "");
});

test("an analyst reads under pseudonyms, marks an excerpt, builds a theme with its cause, and publishes it", async ({ page }) => {
  await signIn(page, people.analyst);
  await page.goto(`/cohorts/${cohort}/responses`);
  await expect(page.getByText("At lunch I sit alone.").first()).toBeVisible();
  await page.getByRole("button", { name: "Mark an excerpt" }).first().click();
  await page.getByLabel("Code", { exact: true }).selectOption({ label: "A new code" });
  await page.getByLabel("Name of the new code").fill("Being alone");
  const words = page.getByRole("textbox", { name: "Select the words" });
  await words.evaluate((box: HTMLTextAreaElement) => box.setSelectionRange(9, 20));
  await look(page, "responses-marking");
  await words.evaluate((box: HTMLTextAreaElement) => box.setSelectionRange(9, 20));
  await page.getByRole("button", { name: "Mark it" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Being alone" }).last()).toContainText("I sit alone");
  await look(page, "responses");
  await page.getByRole("link", { name: /^Themes/ }).click();
  await page.getByRole("button", { name: "Build a theme" }).click();
  await page.getByLabel("What did students say?").fill("We want somebody to sit with");
  await page.getByLabel("What does it mean?").fill("New students don't know where to go at lunch.");
  await page.getByRole("group", { name: "Which excerpts does it rest on?" }).getByRole("checkbox").first().check();
  await page.getByRole("button", { name: "Add a cause" }).click();
  await page.getByLabel("Cause 1", { exact: true }).fill("Seats are taken by friends.");
  await page.getByRole("group", { name: "Excerpts for cause 1" }).getByRole("checkbox").first().check();
  await look(page, "theme-form");
  await page.getByRole("button", { name: "Save the theme" }).click();
  const theme = page.getByRole("listitem").filter({ hasText: "We want somebody to sit with" }).first();
  await theme.getByRole("button", { name: "Publish" }).click();
  await expect(theme.getByText("Published")).toBeVisible();
  await look(page, "themes");
});

test("a coordinator acts on a theme, moves it to done, and tells students by a link", async ({ page, context }) => {
  await signIn(page, people.coordinator);
  await page.goto(`/cohorts/${cohort}/themes`);
  await page.getByRole("link", { name: "Make an action item" }).first().click();
  await page.getByLabel("What will be done?").fill("Open a table for everybody");
  await page.getByRole("button", { name: "Make it" }).click();
  await expect(page.getByRole("alert")).toBeFocused();
  await page.getByLabel("Due").fill("2027-03-01");
  await page.getByRole("button", { name: "Make it" }).click();
  const item = page.getByRole("listitem").filter({ hasText: "Open a table for everybody" }).first();
  await item.getByRole("button", { name: "Plan it" }).click();
  await item.getByRole("button", { name: "Start it" }).click();
  await item.getByRole("button", { name: "Mark as done" }).click();
  await expect(item.getByText("Done", { exact: true })).toBeVisible();
  await page.getByLabel("Answer").first().selectOption("we_did");
  await page.getByLabel("What was done").first().selectOption({ index: 1 });
  await page.getByLabel("We did").first().fill("There is a table where anybody may sit.");
  await page.getByRole("button", { name: "Save the page" }).first().click();
  await expect(page.getByText("The page is saved").first()).toBeVisible();
  await look(page, "actions");
  await page.getByRole("button", { name: "Make a link to share" }).first().click();
  const link = await page.locator("p", { hasText: "http" }).first().textContent();
  const told = await context.newPage();
  await told.goto(link ?? "");
  await expect(told.getByText("There is a table where anybody may sit.")).toBeVisible();
});

test("a principal sees what was published and what is done about it, and no excerpt", async ({ page }) => {
  await signIn(page, people.principal);
  await page.goto("/");
  await page.getByRole("link", { name: "Insights" }).click();
  await expect(page.getByRole("heading", { name: "Lunch is where one is alone" }).first()).toBeVisible();
  await expect(page.getByText("At lunch I sit alone.")).toHaveCount(0);
  await look(page, "insights");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Actions" }).click();
  await expect(page.getByRole("row", { name: /One lunch table that is open to all/ }).first()).toBeVisible();
  await look(page, "actions-all");
});

test("a coordinator sees who is being heard, from the pool to the voices", async ({ page }) => {
  await signIn(page, people.coordinator);
  await page.goto(`/cohorts/${cohort}`);
  const grades = page.getByRole("table", { name: "Grade" });
  await expect(grades.getByRole("columnheader", { name: /^Spoke/ })).toBeVisible();
  await expect(grades.getByRole("row")).not.toHaveCount(1);
  await look(page, "overview");
});
