import { ok } from "@tellmore/client";
import { type BrowserContext, type Page, expect, test } from "@playwright/test";
import { lineOf } from "./hands";
import { expectAccessible, look } from "./look";
import { as, passingNoteTaker, runningSession } from "./prepared";
import { screen } from "./screen";
import { people, signIn } from "./signed-in";

const AHEAD_MS = 120_000;

/** A device whose clock is two minutes ahead. */
const ahead = (device: BrowserContext) =>
  device.addInitScript((ms) => {
    const Right = Date;
    class Ahead extends Right {
      constructor(...given: [] | [string]) {
        if (given.length === 0) super(Ahead.now());
        else super(...given);
      }
      static override now = () => Right.now() + ms;
    }
    window.Date = Ahead as DateConstructor;
  }, AHEAD_MS);

const notSent = (page: Page, words: string) => page.getByRole("status").filter({ hasText: words });

async function write(page: Page, seat: string, words: string): Promise<void> {
  const line = lineOf(page);
  await line.press(seat);
  await line.pressSequentially(words);
  await line.press("Enter");
}

/** In the middle of the work. */
async function goOffline(page: Page): Promise<void> {
  await write(page, "1", "I like the garden.");
  await expect(page.getByText("on the server")).toBeVisible();
  await page.context().setOffline(true);
}

async function toHome(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Leave this screen" }).click();
  const asked = page.getByRole("dialog", { name: "Before you leave" });
  await expect(asked).toContainText("not sent yet");
  await expectAccessible(page);
  await asked.getByRole("button", { name: "Leave all the same" }).click();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
}

async function said(sessionId: string) {
  const params = { path: { session_id: sessionId } };
  return (await ok((await as(people.noteTaker)).GET("/v1/sessions/{session_id}/state", { params }))).entries;
}

test("what waited when the session ended elsewhere is sent from any page, at the time at which it was said", async ({ browser }) => {
  const { session, move } = await runningSession();
  const page = await screen(browser, people.noteTaker, `/sessions/${session.id}/notes`, ahead);
  await goOffline(page);
  await write(page, "1", "At lunch I sit alone.");
  await write(page, "0", "Everybody laughs.");
  await expect(page.getByText("No network · 2 entries kept here")).toBeVisible();
  const since = Date.now();
  await move("wrap_up");
  await move("ended");
  await toHome(page);
  await expect(notSent(page, "2 entries on this device are not sent yet")).toContainText("2 wait for the network");
  await expect(page.getByText("At lunch I sit alone.")).toHaveCount(0);
  await page.context().setOffline(false);
  await expect(notSent(page, "not sent yet")).toHaveCount(0);
  const entries = await said(session.id);
  expect(entries.map(({ text }) => text)).toEqual(["I like the garden.", "At lunch I sit alone.", "Everybody laughs."]);
  for (const { captured_at } of entries) expect(Date.parse(captured_at)).toBeLessThan(since + 1000);
  await page.context().close();
});

test("what was refused says so until its writer decides, and is nobody else's", async ({ browser }) => {
  const { session, move, leave } = await runningSession();
  const page = await screen(browser, people.noteTaker, `/sessions/${session.id}/notes`);
  await goOffline(page);
  await leave();
  await write(page, "1", "See you.");
  await move("wrap_up");
  await move("ended");
  await toHome(page);
  await page.context().setOffline(false);
  await expect(notSent(page, "1 entry on this device is not sent yet")).toContainText("1 was not taken");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  await look(page, "home-not-sent");

  await page.getByRole("button", { name: "Imogen Achebe" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("alertdialog")).toContainText("1 entry of yours is on this device only");
  await page.getByRole("button", { name: "Stay signed in" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/sign-in");
  await signIn(page, people.facilitator);
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  await expect(notSent(page, "not sent yet")).toHaveCount(0);

  await signIn(page, people.noteTaker);
  await page.goto(`/sessions/${session.id}`);
  await page.getByRole("link", { name: "Open the note-taker's screen" }).click();
  await expect(page.getByText(/^This student has not said yes, or has left/)).toBeVisible();
  await page.getByRole("button", { name: "Remove from this device" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove from this device" }).click();
  await page.getByRole("link", { name: "Leave this screen" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(notSent(page, "not sent yet")).toHaveCount(0);
  await page.context().close();
});

test("who no longer runs the session reads, copies and removes what was refused", async ({ browser }) => {
  const { email, leaveRole } = await passingNoteTaker();
  const { session } = await runningSession(email);
  const page = await screen(browser, email, `/sessions/${session.id}/notes`, (device) =>
    device.grantPermissions(["clipboard-read", "clipboard-write"]),
  );
  const { pseudonym } = session.participants[0]!;
  await goOffline(page);
  await write(page, "1", "At lunch I sit alone.");
  await write(page, "0", "Everybody laughs.");
  await leaveRole();
  await page.context().setOffline(false);
  await signIn(page, email);
  await page.goto(`/sessions/${session.id}/notes`);
  await expect(page.getByRole("alert")).toBeVisible();
  await page.goto("/");
  await expect(notSent(page, "2 entries on this device are not sent yet")).toContainText("2 were not taken");
  await page.getByRole("link", { name: "Read what was not taken" }).press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Not taken by the server" })).toBeFocused();
  const own = page.getByRole("listitem").filter({ hasText: "At lunch I sit alone." });
  await expect(own).toContainText(pseudonym);
  await expect(own).toContainText("You do not run this session any more");
  await look(page, "not-taken");
  await own.getByRole("button", { name: "Copy" }).press("Enter");
  await expect(page.getByText("Copied", { exact: true })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("At lunch I sit alone.");
  await signIn(page, email, "es");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "El servidor no lo aceptó" })).toBeVisible();
  await look(page, "not-taken", "es");
  for (const left of [1, 0]) {
    const remove = page.getByRole("button", { name: "Quitar de este aparato" });
    await remove.first().press("Enter");
    await expect(page.getByRole("button", { name: "Conservar" })).toBeFocused();
    await page.getByRole("alertdialog").getByRole("button", { name: "Quitar de este aparato" }).press("Enter");
    await expect(page.locator("#page li")).toHaveCount(left);
    await expect(page.locator("#page")).toBeFocused();
  }
  await expect(page.getByText("Aquí no queda nada")).toBeVisible();
  await expect(notSent(page, "no se ha")).toHaveCount(0);
  await page.context().close();
});
