import { type Page, expect } from "@playwright/test";

/** Moderator and note-taker hold a session on two screens, from the attestation to its end. */
export async function hold(moderator: Page, notes: Page, session: string, pseudonyms: string[]): Promise<void> {
  await moderator.goto(`/sessions/${session}/moderate`);
  await notes.goto(`/sessions/${session}/notes`);
  await moderator.getByRole("checkbox", { name: /read these questions/ }).check();
  await moderator.getByRole("checkbox", { name: /can speak with students/ }).check();
  await moderator.getByRole("button", { name: "Sign" }).click();
  for (const name of pseudonyms) await moderator.getByRole("button", { name: `Check in ${name}`, exact: true }).click();
  await expect(moderator.getByText("2 here")).toBeVisible();
  await moderator.getByRole("button", { name: "Begin with the welcome" }).click();
  await moderator.getByRole("button", { name: "I have said this aloud" }).click();
  for (const name of pseudonyms)
    await moderator.getByRole("group", { name, exact: true }).getByRole("button", { name: "Yes" }).click();
  await expect(moderator.getByRole("button", { name: "Yes", pressed: true })).toHaveCount(pseudonyms.length);
  await moderator.getByRole("button", { name: "On to the introduction" }).click();
  await expect(notes.getByText("Introduction")).toBeVisible();
  await moderator.getByRole("button", { name: "On to the questions" }).click();
  await moderator.getByRole("button", { name: "Next one not asked" }).click();
  const line = notes.getByRole("textbox", { name: "What is said" });
  await expect(line).toBeEnabled();
  for (const [seat, words] of ["At lunch I sit alone.", "My friends have the other lunch."].entries()) {
    await line.press(String(seat + 1));
    await line.pressSequentially(words);
    await line.press("Enter");
    await expect(notes.getByRole("listitem").filter({ hasText: words }).getByText("on the server")).toBeVisible();
  }
  await expect(moderator.getByRole("button", { name: /^Student \d+ 1 turn/ })).toHaveCount(2);
  await moderator.getByRole("button", { name: "On to the wrap-up" }).click();
  await expect(notes.getByText("Wrap-up")).toBeVisible();
  await moderator.getByRole("button", { name: "End the session" }).click();
  await expect(moderator.getByText("The session is over")).toBeVisible();
}
