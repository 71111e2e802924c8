import { type Page, expect, test } from "@playwright/test";
import { answered, preparedSession } from "./prepared";
import { look } from "./look";
import { screen } from "./screen";
import { people } from "./signed-in";

const SOON = { timeout: 1000 };

/** The lines that this device has kept while they are being written. */
const keptLines = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<string[]>((done) => {
        const opening = indexedDB.open("tellmore");
        opening.onsuccess = () => {
          const asked = opening.result.transaction("lines").objectStore("lines").getAll();
          asked.onsuccess = () => {
            opening.result.close();
            done(asked.result.map(({ text }: { text: string }) => text));
          };
        };
      }),
  );

test("moderator and note-taker run a session on two screens, and the network goes away", async ({ browser }) => {
  test.setTimeout(180_000);
  const { api, session } = await preparedSession();
  const [first, second, , last] = session.participants;
  const moderator = await screen(browser, people.facilitator, `/sessions/${session.id}/moderate`);
  const notes = await screen(browser, people.noteTaker, `/sessions/${session.id}/notes`);
  await expect(notes.getByText("The session has not begun")).toBeVisible();

  await test.step("sign, and check in; who has no permission is refused, with ways out", async () => {
    await expect(moderator.getByText(`${last!.pseudonym} can't be checked in`)).toBeVisible();
    await look(moderator, "live-check-in");
    await moderator.getByRole("checkbox", { name: /read these questions/ }).check();
    await moderator.getByRole("checkbox", { name: /can speak with students/ }).check();
    await moderator.getByRole("button", { name: "Sign" }).click();
    for (const { pseudonym } of session.participants.slice(0, -1))
      await moderator.getByRole("button", { name: `Check in ${pseudonym}` }).click();
    await expect(moderator.getByText("3 here")).toBeVisible();
    await answered(api, last!.member_id);
    await moderator.getByRole("button", { name: `Check in ${last!.pseudonym}` }).click();
    await moderator.getByRole("button", { name: "Begin with the welcome" }).click();
  });

  await test.step("the limits can't be skipped, and everyone is asked", async () => {
    await expect(moderator.getByRole("heading", { name: "The limits of confidentiality" })).toBeVisible();
    await expect(notes.getByText("Welcome")).toBeVisible(SOON);
    await moderator.getByRole("button", { name: "On to the introduction" }).click();
    await expect(moderator.getByRole("alert")).toContainText("limits of confidentiality first");
    await look(moderator, "live-welcome");
    await moderator.getByRole("button", { name: "I have said this aloud" }).click();
    for (const { pseudonym } of session.participants)
      await moderator.getByRole("group", { name: pseudonym }).getByRole("button", { name: "Yes" }).click();
    await expect(moderator.getByRole("button", { name: "Yes", pressed: true })).toHaveCount(4);
    await moderator.getByRole("button", { name: "On to the introduction" }).click();
    await expect(moderator.getByText("Introduction", { exact: true })).toBeVisible();
    await expect(notes.getByText("Introduction")).toBeVisible(SOON);
    await moderator.getByRole("button", { name: "On to the questions" }).click();
  });

  await test.step("what one does shows on the other within a second", async () => {
    await moderator.getByRole("button", { name: "Next one not asked" }).click();
    const asked = moderator.getByRole("region", { name: "The question now" }).locator("p").first();
    await expect(moderator.getByText("1 of 3 asked")).toBeVisible();
    const question = await asked.innerText();
    await expect(notes.getByRole("button", { name: question })).toBeVisible(SOON);
    const line = notes.getByRole("textbox", { name: "What is said" });
    await line.press("1");
    await line.pressSequentially("People here say hello to me.");
    await line.press("Enter");
    await expect(notes.getByText("on the server")).toBeVisible();
    await expect(moderator.getByRole("button", { name: `${first!.pseudonym} 1 turn` })).toBeVisible(SOON);
    await moderator.getByRole("button", { name: `${second!.pseudonym} not yet` }).click();
    await expect(notes.getByRole("listitem").filter({ hasText: "Passed" })).toBeVisible(SOON);
    await line.pressSequentially("n2");
    await expect(notes.getByRole("listitem").getByText("Laugh")).toBeVisible();
    await line.press("3");
    await line.pressSequentially("p");
    await line.press("Enter");
    await expect(notes.getByRole("listitem").filter({ hasText: "Passed" })).toHaveCount(2);
    await line.press("ArrowUp");
    await expect(line).toHaveValue("People here say hello to me.");
    await line.pressSequentially(" Every day.");
    await line.press("Enter");
    await expect(notes.getByRole("region", { name: "What was said" }).getByText("People here say hello to me. Every day.")).toBeVisible();
    await expect(line).toHaveValue("");
    await look(moderator, "live-moderator");
    await look(notes, "live-notes");
  });

  await test.step("without a network nothing typed is lost", async () => {
    const line = notes.getByRole("textbox", { name: "What is said" });
    await notes.context().setOffline(true);
    await line.press("1");
    for (const words of ["The first thing.", "The second thing."]) {
      await line.pressSequentially(words);
      await line.press("Enter");
    }
    await expect(notes.getByText("on this device")).toHaveCount(2);
    await expect(notes.getByText("No network · 2 entries kept here")).toBeVisible();
    await line.press("4");
    await line.pressSequentially("Half a sent");
    await expect.poll(() => keptLines(notes)).toContain("Half a sent");
    await notes.reload();
    await expect(notes.getByText("on this device")).toHaveCount(2);
    await expect(notes.getByText("People here say hello to me. Every day.")).toBeVisible();
    await expect(notes.getByText("No network · 2 entries kept here")).toBeVisible();
    await expect(line).toHaveValue("Half a sent");
    await expect(notes.getByRole("button", { name: `4 ${last!.pseudonym}`, pressed: true })).toBeVisible();
    await look(notes, "live-notes-offline");
    await notes.context().setOffline(false);
    await expect(notes.getByText("on this device")).toHaveCount(0, { timeout: 10_000 });
    await expect(notes.getByText("Connected")).toBeVisible();
    await expect(moderator.getByRole("button", { name: `${first!.pseudonym} 3 turns` })).toBeVisible();
    await notes.reload();
    await expect(notes.getByText("The second thing.")).toBeVisible();
    await expect(line).toHaveValue("Half a sent");
    await line.fill("");
  });

  await test.step("a withdrawal in the middle is seen within a second", async () => {
    await answered(api, second!.member_id, "declined");
    await expect(moderator.getByRole("button", { name: `${second!.pseudonym} took it back` })).toBeVisible(SOON);
    await expect(notes.getByText("took it back")).toBeVisible(SOON);
    await expect(moderator.getByText("Recorder locked")).toBeVisible();
    await moderator.getByRole("button", { name: `${second!.pseudonym} took it back` }).click();
    await expect(moderator.getByRole("button", { name: `${second!.pseudonym} has left` })).toBeVisible();
  });

  await test.step("wrap-up, and the end", async () => {
    await moderator.getByRole("button", { name: "On to the wrap-up" }).click();
    await expect(moderator.getByText("Wrap-up", { exact: true })).toBeVisible();
    await expect(notes.getByText("Wrap-up")).toBeVisible(SOON);
    await moderator.getByRole("button", { name: "Make a link for each student" }).click();
    await expect(moderator.getByRole("img", { name: `Code for ${first!.pseudonym}` })).toBeVisible();
    await look(moderator, "live-wrap-up");
    await moderator.getByRole("button", { name: "End the session" }).click();
    await expect(moderator.getByText("What is still on a device is sent afterwards.")).toBeVisible();
    await moderator.getByRole("button", { name: "End the session" }).click();
    await expect(moderator.getByText("The session is over")).toBeVisible();
  });
  await moderator.context().close();
  await notes.context().close();
});
