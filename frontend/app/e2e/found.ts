import { type Page, expect } from "@playwright/test";
import type { Hands } from "./hands";

// Steps 7 and 8: what the responses say, and what is done about it.

async function toStep({ page, press }: Hands, cohort: string, name: string): Promise<void> {
  await press(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Cohorts" }));
  await press(page.getByRole("link", { name: cohort, exact: true }));
  await press(page.getByRole("navigation", { name: "Steps of this cohort" }).getByRole("link", { name }));
}

export async function findTheme(hands: Hands, cohort: string): Promise<void> {
  const { page, press, fill, choose, tick, mark } = hands;
  const waits = page.getByRole("listitem").filter({ hasText: `What students of ${cohort} said` });
  await press(waits.getByRole("link", { name: "Read it" }));
  const said = page.getByRole("listitem").filter({ hasText: "At lunch I sit alone." });
  await press(said.getByRole("button", { name: "Mark an excerpt" }));
  await mark("At lunch");
  await choose(page.getByLabel("Code", { exact: true }), "A new code");
  await fill(page.getByLabel("Name of the new code"), "Being alone");
  await press(page.getByRole("button", { name: "Mark it" }));
  await expect(said.getByRole("listitem").filter({ hasText: "Being alone" }).getByText("At lunch")).toBeVisible();
  await press(page.getByRole("navigation", { name: "Steps of this cohort" }).getByRole("link", { name: "Themes" }));
  await press(page.getByRole("button", { name: "Build a theme" }));
  await fill(page.getByLabel("What did students say?"), "We want somebody to sit with");
  await fill(page.getByLabel("What does it mean?"), "New students don't know where to go at lunch.");
  await tick(page.getByRole("group", { name: "Which excerpts does it rest on?" }).getByRole("checkbox").first());
  await press(page.getByRole("button", { name: "Add a cause" }));
  await fill(page.getByLabel("Cause 1", { exact: true }), "Seats are taken by friends.");
  await tick(page.getByRole("group", { name: "Excerpts for cause 1" }).getByRole("checkbox").first());
  await press(page.getByRole("button", { name: "Save the theme" }));
  await press(page.getByRole("button", { name: "Publish" }).first());
  await expect(page.getByText("Published").first()).toBeVisible();
}

/** What was done, told to students; the address that they open. */
export async function act(hands: Hands, cohort: string): Promise<string> {
  const { page, press, fill, choose } = hands;
  await toStep(hands, cohort, "Themes");
  await press(page.getByRole("link", { name: "Make an action item" }).first());
  await fill(page.getByLabel("What will be done?"), "Open a table for everybody");
  await fill(page.getByLabel("Due"), "2027-03-01");
  await press(page.getByRole("button", { name: "Make it" }));
  const item = page.getByRole("listitem").filter({ hasText: "Open a table for everybody" }).first();
  for (const move of ["Plan it", "Start it", "Mark as done"]) await press(item.getByRole("button", { name: move }));
  await expect(item.getByText("Done", { exact: true })).toBeVisible();
  await press(page.getByRole("button", { name: "Begin the page for Cedar Valley High School" }));
  await choose(page.getByLabel("Answer").first(), "You said, we did");
  await choose(page.getByLabel("What was done").first(), 1);
  await fill(page.getByLabel("We did").first(), "There is a table where anybody may sit.");
  await press(page.getByRole("button", { name: "Save the page" }).first());
  await expect(page.getByText("The page is saved").first()).toBeVisible();
  await press(page.getByRole("button", { name: "Publish the page" }));
  await press(page.getByRole("button", { name: "Make a link to share" }).first());
  return toldAt(page);
}

async function toldAt(page: Page): Promise<string> {
  return (await page.locator("p", { hasText: "http" }).first().textContent()) ?? "";
}
