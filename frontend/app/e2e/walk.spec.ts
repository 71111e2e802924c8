import { type Browser, type Page, expect, test } from "@playwright/test";
import { newStudent } from "./bundle";
import { answerLink, birthDates } from "./family";
import { sizes } from "./look";
import { hold } from "./room";
import { people, signIn } from "./signed-in";

// The whole main job, by people alone: nothing here goes past the pages.

async function screen(browser: Browser, email: string): Promise<Page> {
  const context = await browser.newContext({ viewport: sizes.chromebook });
  const page = await context.newPage();
  await signIn(page, email);
  return page;
}

const step = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Steps of this cohort" }).getByRole("link", { name });

async function loadRoster(page: Page): Promise<void> {
  await page.getByRole("link", { name: "People" }).click();
  await page.getByRole("link", { name: "Rosters" }).click();
  const buffer = newStudent("Wren", `Walk${Date.now()}`);
  await page.locator("input[type=file]").setInputFiles({ name: "autumn.zip", mimeType: "application/zip", buffer });
  await page.getByRole("button", { name: "Show what would change" }).click();
  await page.getByRole("button", { name: "Apply these changes" }).click();
  await expect(page.getByText("These changes are in the roster now.")).toBeVisible();
}

async function drawCohort(page: Page, name: string): Promise<void> {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Cohorts" }).click();
  await page.goto("/cohorts/new");
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("textbox", { name: "Purpose" }).fill("What makes a school day good, and what makes it hard.");
  await page.getByLabel("How many students").fill("12");
  await page.getByRole("button", { name: "Create the cohort" }).click();
  await page.getByRole("button", { name: "Propose quotas" }).click();
  await expect(page.getByText("A group can meet these quotas")).toBeVisible();
  await page.getByRole("button", { name: "Draw 12 students" }).click();
  await expect(page.getByRole("heading", { name: "Why this draw is fair" })).toBeVisible({ timeout: 30_000 });
}

async function writeGuide(page: Page): Promise<void> {
  await step(page, "Guide").click();
  await page.getByLabel("Highest grade in the room").selectOption("12");
  await page.getByRole("button", { name: "Start the guide" }).click();
  for (const number of [0, 2, 6]) await page.getByRole("checkbox").nth(number).check();
  await expect(page.getByText("All changes are saved")).toBeVisible();
  await page.getByRole("button", { name: "Publish for sessions" }).click();
  await expect(page.getByText("Version 1 is published")).toBeVisible();
}

/** Ask everybody; the families of two students, and the two themselves, answer by their links. */
async function askFamilies(page: Page, browser: Browser): Promise<string[]> {
  await step(page, "Consent").click();
  await page.getByRole("button", { name: "Prepare the form" }).click();
  await page.getByRole("button", { name: "Publish the form" }).click();
  await page.getByRole("button", { name: "Ask 12 families" }).click();
  await expect(page.getByText("requests are on their way.")).toBeVisible();
  const born = await birthDates(cohortOf(page));
  const answered: string[] = [];
  for (const number of [0, 1]) {
    // The student who came with this walk's roster has no guardian in it.
    await page.locator("tbody tr").filter({ hasNotText: "Walk" }).nth(number).getByRole("link").first().click();
    const pseudonym = await opened(page, answered);
    for (const url of await links(page)) await answerLink(browser, url, born.get(pseudonym) ?? "");
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

const cohortOf = (page: Page) => /cohorts\/([^/?]+)/.exec(page.url())?.[1] ?? "";

async function links(page: Page): Promise<string[]> {
  const asked = page.getByRole("listitem").filter({ has: page.getByRole("button", { name: "Show a link and code" }) });
  const found: string[] = [];
  for (const one of await asked.all()) {
    await one.getByRole("button", { name: "Show a link and code" }).click();
    found.push(await one.getByLabel("Link for this person alone").inputValue());
  }
  return found;
}

async function schedule(page: Page, pseudonyms: string[]): Promise<string> {
  await step(page, "Sessions").click();
  await page.getByRole("link", { name: "Schedule a session" }).click();
  for (const name of pseudonyms) await page.getByRole("checkbox", { name: new RegExp(`^${name}\\b`) }).check();
  await page.getByLabel("Place").fill("Library, back room");
  await page.getByLabel("Moderator").selectOption({ label: "Theo Lindgren" });
  await page.getByLabel("Note-taker", { exact: true }).selectOption({ label: "Imogen Achebe" });
  await page.getByRole("button", { name: "Schedule it" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Focus group of 2" })).toBeVisible();
  return /sessions\/([^/?]+)/.exec(page.url())?.[1] ?? "";
}

async function findTheme(page: Page, cohort: string): Promise<void> {
  await page.goto(`/cohorts/${cohort}/responses`);
  await page.getByRole("button", { name: "Mark an excerpt" }).first().click();
  await page.getByLabel("Code", { exact: true }).selectOption({ label: "A new code" });
  await page.getByLabel("Name of the new code").fill("Being alone");
  const words = page.getByRole("textbox", { name: "Select the words" });
  await words.evaluate((box: HTMLTextAreaElement) => box.setSelectionRange(0, 8));
  await page.getByRole("button", { name: "Mark it" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Being alone" }).last()).toBeVisible();
  await step(page, "Themes").click();
  await page.getByRole("button", { name: "Build a theme" }).click();
  await page.getByLabel("What did students say?").fill("We want somebody to sit with");
  await page.getByLabel("What does it mean?").fill("New students don't know where to go at lunch.");
  await page.getByRole("group", { name: "Which excerpts does it rest on?" }).getByRole("checkbox").first().check();
  await page.getByRole("button", { name: "Add a cause" }).click();
  await page.getByLabel("Cause 1", { exact: true }).fill("Seats are taken by friends.");
  await page.getByRole("button", { name: "Save the theme" }).click();
  await page.getByRole("button", { name: "Publish" }).first().click();
  await expect(page.getByText("Published").first()).toBeVisible();
}

async function act(page: Page, cohort: string): Promise<string> {
  await page.goto(`/cohorts/${cohort}/themes`);
  await page.getByRole("link", { name: "Make an action item" }).first().click();
  await page.getByLabel("What will be done?").fill("Open a table for everybody");
  await page.getByLabel("Due").fill("2027-03-01");
  await page.getByRole("button", { name: "Make it" }).click();
  const item = page.getByRole("listitem").filter({ hasText: "Open a table for everybody" }).first();
  for (const move of ["Plan it", "Start it", "Mark as done"]) await item.getByRole("button", { name: move }).click();
  await expect(item.getByText("Done", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Begin the page for Cedar Valley High School" }).click();
  await page.getByLabel("Answer").first().selectOption("we_did");
  await page.getByLabel("What was done").first().selectOption({ index: 1 });
  await page.getByLabel("We did").first().fill("There is a table where anybody may sit.");
  await page.getByRole("button", { name: "Save the page" }).first().click();
  await expect(page.getByText("The page is saved").first()).toBeVisible();
  await page.getByRole("button", { name: "Publish the page" }).click();
  await page.getByRole("button", { name: "Make a link to share" }).first().click();
  return (await page.locator("p", { hasText: "http" }).first().textContent()) ?? "";
}

test.use({ actionTimeout: 15_000 });

test("from a roster file to what students are told", async ({ page, browser }) => {
  test.setTimeout(240_000);
  await signIn(page, people.coordinator);
  await test.step("1 a roster", () => loadRoster(page));
  await test.step("2 a cohort and its draw", () => drawCohort(page, `Walk ${Date.now()}`));
  const cohort = cohortOf(page);
  await test.step("3 a guide", () => writeGuide(page));
  const answered = await test.step("4 consent", () => askFamilies(page, browser));
  const session = await test.step("5 a focus group", () => schedule(page, answered));
  await test.step("6 the session", async () => {
    const [moderator, notes] = [await screen(browser, people.facilitator), await screen(browser, people.noteTaker)];
    await hold(moderator, notes, session, answered);
    await Promise.all([moderator.context().close(), notes.context().close()]);
  });
  await test.step("7 a theme", async () => {
    const analyst = await screen(browser, people.analyst);
    await findTheme(analyst, cohort);
    await analyst.context().close();
  });
  const told = await test.step("8 an action", () => act(page, cohort));
  const student = await browser.newContext({ viewport: sizes.phone, javaScriptEnabled: false });
  const shown = await student.newPage();
  await shown.goto(told);
  await expect(shown.getByText("There is a table where anybody may sit.")).toBeVisible();
  await student.close();
});
