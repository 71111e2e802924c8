import { type Page, expect } from "@playwright/test";
import type { Hands } from "./hands";

/** From Home to one of the two screens of the group that this cohort listens to. */
export async function toScreen({ page, press }: Hands, cohort: string, screen: string): Promise<void> {
  await press(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Sessions" }));
  await press(page.getByRole("row").filter({ hasText: cohort }).getByRole("link"));
  await press(page.getByRole("link", { name: `Open the ${screen}'s screen` }));
}

async function begin({ page, press, tick }: Hands, pseudonyms: string[]): Promise<void> {
  await tick(page.getByRole("checkbox", { name: /read these questions/ }));
  await tick(page.getByRole("checkbox", { name: /can speak with students/ }));
  await press(page.getByRole("button", { name: "Sign" }));
  for (const name of pseudonyms) await press(page.getByRole("button", { name: `Check in ${name}`, exact: true }));
  await expect(page.getByText("2 here")).toBeVisible();
  await press(page.getByRole("button", { name: "Begin with the welcome" }));
}

async function welcome({ page, press }: Hands, pseudonyms: string[]): Promise<void> {
  await press(page.getByRole("button", { name: "I have said this aloud" }));
  for (const name of pseudonyms)
    await press(page.getByRole("group", { name, exact: true }).getByRole("button", { name: "Yes" }));
  await expect(page.getByRole("button", { name: "Yes", pressed: true })).toHaveCount(pseudonyms.length);
}

async function write({ page, note }: Hands): Promise<void> {
  await expect(page.getByRole("textbox", { name: "What is said" })).toBeEnabled();
  for (const [seat, words] of ["At lunch I sit alone.", "My friends have the other lunch."].entries()) {
    await note(seat + 1, words);
    await expect(kept(page, words)).toBeVisible();
  }
}

/** On a phone only a mark says it to the eye; the words are there for those who listen. */
const kept = (page: Page, words: string) =>
  page.getByRole("listitem").filter({ hasText: words }).getByTitle("on the server");

/** Moderator and note-taker hold a session on two screens, from the attestation to its end. */
export async function hold(moderator: Hands, notes: Hands, pseudonyms: string[]): Promise<void> {
  const { page, press } = moderator;
  const on = (name: string) => press(page.getByRole("button", { name }));
  await begin(moderator, pseudonyms);
  await welcome(moderator, pseudonyms);
  await on("On to the introduction");
  await expect(notes.page.getByText("Introduction")).toBeVisible();
  await on("On to the questions");
  await on("Next one not asked");
  await write(notes);
  await expect(page.getByRole("button", { name: /^Student \d+ 1 turn/ })).toHaveCount(2);
  await on("On to the wrap-up");
  await expect(notes.page.getByText("Wrap-up")).toBeVisible();
  await on("End the session");
  await on("End the session");
  await expect(page.getByText("The session is over")).toBeVisible();
}
