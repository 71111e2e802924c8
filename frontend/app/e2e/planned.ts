import { type Browser, type Page, expect } from "@playwright/test";
import { NEWCOMER, newStudent } from "./bundle";
import { answerLink, birthDates } from "./family";
import type { Hands } from "./hands";

// Steps 1 to 5 of the main job, by a coordinator; with whichever hands.

const main = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Main" }).getByRole("link", { name });

const step = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Steps of this cohort" }).getByRole("link", { name });

export async function loadRoster({ page, press, upload }: Hands): Promise<void> {
  await press(main(page, "People"));
  await press(page.getByRole("link", { name: "Rosters" }));
  const buffer = newStudent("Wren", `${NEWCOMER}${Date.now()}`);
  await upload(page.getByLabel("OneRoster file"), { name: "autumn.zip", mimeType: "application/zip", buffer });
  await press(page.getByRole("button", { name: "Show what would change" }));
  await press(page.getByRole("button", { name: "Apply these changes" }));
  await expect(page.getByText("These changes are in the roster now.")).toBeVisible();
}

/** The id of the cohort. */
export async function drawCohort({ page, press, fill }: Hands, name: string): Promise<string> {
  await press(main(page, "Cohorts"));
  await press(page.getByRole("link", { name: "Create a cohort" }).first());
  await fill(page.getByRole("textbox", { name: "Name" }), name);
  await fill(page.getByRole("textbox", { name: "Purpose" }), "What makes a school day good, and what makes it hard.");
  await fill(page.getByLabel("How many students"), "12");
  await press(page.getByRole("button", { name: "Create the cohort" }));
  await press(page.getByRole("button", { name: "Propose quotas" }));
  await expect(page.getByText("A group can meet these quotas")).toBeVisible();
  await press(page.getByRole("button", { name: "Draw 12 students" }));
  await expect(page.getByRole("heading", { name: "Why this draw is fair" })).toBeVisible({ timeout: 60_000 });
  return /cohorts\/([^/?]+)/.exec(page.url())?.[1] ?? "";
}

export async function writeGuide({ page, press, choose, tick }: Hands): Promise<void> {
  await press(step(page, "Guide"));
  await choose(page.getByLabel("Highest grade in the room"), "12");
  await press(page.getByRole("button", { name: "Start the guide" }));
  for (const number of [0, 2, 6]) await tick(page.getByRole("checkbox").nth(number));
  await expect(page.getByText("All changes are saved")).toBeVisible();
  await press(page.getByRole("button", { name: "Publish for sessions" }));
  await expect(page.getByText("Version 1 is published")).toBeVisible();
}

/** Ask everybody; the families of two students, and the two themselves, answer by their links. */
export async function askFamilies(hands: Hands, browser: Browser, cohort: string): Promise<string[]> {
  const { page, press } = hands;
  await press(step(page, "Consent"));
  await press(page.getByRole("button", { name: "Prepare the form" }));
  await press(page.getByRole("button", { name: "Publish the form" }));
  await press(page.getByRole("button", { name: "Ask 12 families" }));
  await expect(page.getByText("requests can't be mailed.")).toBeVisible();
  const born = await birthDates(cohort);
  const answered: string[] = [];
  for (const number of [0, 1]) {
    // Who came with a roster of these tests has no guardian in it.
    await press(page.locator("tbody tr").filter({ hasNotText: NEWCOMER }).nth(number).getByRole("link").first());
    const pseudonym = await opened(page, answered);
    for (const url of await links(hands)) await answerLink(hands, browser, url, born.get(pseudonym) ?? "");
    answered.push(pseudonym);
  }
  return answered;
}

/** The panel of another student than before. */
async function opened(page: Page, before: string[]): Promise<string> {
  const title = page.getByRole("heading", { level: 2, name: /^Student \d+ ·/ });
  for (const name of before) await expect(title).not.toContainText(`${name} ·`);
  await expect(page.getByRole("heading", { name: "Whom we asked" })).toBeVisible();
  return (await title.innerText()).split(" ·")[0] ?? "";
}

async function links({ page, press }: Hands): Promise<string[]> {
  const asked = page.getByRole("listitem").filter({ has: page.getByRole("button", { name: "Show a link and code" }) });
  const found: string[] = [];
  for (const one of await asked.all()) {
    await press(one.getByRole("button", { name: "Show a link and code" }));
    found.push(await one.getByLabel("Link for this person alone").inputValue());
  }
  return found;
}

export async function schedule({ page, press, tick, fill, choose }: Hands, pseudonyms: string[]): Promise<void> {
  await press(step(page, "Sessions"));
  await press(page.getByRole("link", { name: "Schedule a session" }));
  for (const name of pseudonyms) await tick(page.getByRole("checkbox", { name: new RegExp(`^${name}\\b`) }));
  await fill(page.getByLabel("Place"), "Library, back room");
  await choose(page.getByLabel("Moderator"), "Theo Lindgren");
  await choose(page.getByLabel("Note-taker", { exact: true }), "Imogen Achebe");
  await press(page.getByRole("button", { name: "Schedule it" }));
  await expect(page.getByRole("heading", { level: 1, name: "Focus group of 2" })).toBeVisible();
}
