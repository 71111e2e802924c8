import { type Browser, expect, test } from "@playwright/test";
import { act, findTheme } from "./found";
import type { Hands } from "./hands";
import { sizes } from "./look";
import { askFamilies, drawCohort, loadRoster, schedule, writeGuide } from "./planned";
import { hold, toScreen } from "./room";
import { password, people } from "./signed-in";

/** Sign in as one of the demo people, by the form. */
async function enter({ page, fill, press }: Hands, email: string): Promise<void> {
  await page.goto("/");
  await fill(page.getByLabel("Email"), email);
  await fill(page.getByLabel("Password"), password);
  await press(page.getByRole("button", { name: "Sign in" }));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

async function screen(hands: Hands, browser: Browser, email: string): Promise<Hands> {
  const other = await hands.another(browser);
  await enter(other, email);
  return other;
}

async function listen(hands: Hands, browser: Browser, cohort: string, answered: string[]): Promise<void> {
  const moderator = await screen(hands, browser, people.facilitator);
  const notes = await screen(hands, browser, people.noteTaker);
  await toScreen(moderator, cohort, "moderator");
  await toScreen(notes, cohort, "note-taker");
  await hold(moderator, notes, answered);
  await Promise.all([moderator.page.context().close(), notes.page.context().close()]);
}

/** What a student sees who opens the link: on a phone, without a script. */
async function readTold(browser: Browser, address: string): Promise<void> {
  const student = await browser.newContext({ viewport: sizes.phone, javaScriptEnabled: false });
  const shown = await student.newPage();
  await shown.goto(address);
  await expect(shown.getByText("There is a table where anybody may sit.")).toBeVisible();
  await student.close();
}

/** The whole main job, by people alone: from the sign-in on nothing goes past the pages. */
export async function walk(hands: Hands, browser: Browser, name: string): Promise<void> {
  await enter(hands, people.coordinator);
  await test.step("1 a roster", () => loadRoster(hands));
  const cohort = await test.step("2 a cohort and its draw", () => drawCohort(hands, name));
  await test.step("3 a guide", () => writeGuide(hands));
  const answered = await test.step("4 consent", () => askFamilies(hands, browser, cohort));
  await test.step("5 a focus group", () => schedule(hands, answered));
  await test.step("6 the session", () => listen(hands, browser, name, answered));
  await test.step("7 a theme", async () => {
    const analyst = await screen(hands, browser, people.analyst);
    await findTheme(analyst, name);
    await analyst.page.context().close();
  });
  const told = await test.step("8 an action", () => act(hands, name));
  await readTold(browser, told);
}
