import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { look } from "./look";
import { people, signIn } from "./signed-in";

// A receiver that refuses what it is told until it is well.
let well = false;
let heard: string[] = [];
let receiver: Server;
let address: string;

test.beforeAll(async () => {
  receiver = createServer((request, response) => {
    heard.push(request.headers["webhook-id"] as string);
    request.resume();
    response.writeHead(well ? 200 : 503).end(well ? "Thank you" : "Not now");
  });
  await new Promise<void>((ready) => receiver.listen(0, "127.0.0.1", ready));
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks`;
});
test.afterAll(() => new Promise((closed) => receiver.close(closed)));

test("an address that is never sent to is refused at its field; a good one is tested, replayed, switched off", async ({ page }) => {
  heard = [];
  well = false;
  await signIn(page, people.admin);
  await page.goto("/settings/webhooks/new");
  const url = page.getByLabel("Address");
  const add = page.getByRole("button", { name: "Add it" });
  for (const [wrong, why] of [
    ["http://example.com/hook", "must begin with https://"],
    ["https://10.0.0.1/hook", "private or reserved network"],
  ] as const) {
    await url.fill(wrong);
    await add.click();
    await expect(page.getByRole("alert")).toContainText(why);
    await expect(url).toHaveAccessibleDescription(new RegExp(why));
  }
  await page.getByRole("radio", { name: "What I choose" }).check();
  await add.click();
  await expect(page.getByText("Choose at least one event, or everything.")).toBeVisible();
  await page.getByRole("checkbox", { name: "Cohort closed" }).check();
  await look(page, "webhook-new");
  await url.fill(address);
  await page.getByLabel("What is it for?").fill("The portal");
  await add.click();
  const once = page.getByRole("region", { name: "The secret that signs" });
  await expect(once).toBeFocused();
  await expect(once.getByRole("textbox", { name: "Signing secret" })).toHaveValue(/^whsec_/);
  await once.getByRole("button", { name: "I have stored it" }).click();
  await expect(page.getByRole("heading", { level: 1, name: address })).toBeVisible();
  await expect(page.getByText("Nothing sent yet")).toBeVisible();

  await test.step("a test event fails, and each attempt tells why", async () => {
    await page.getByRole("button", { name: "Send a test event" }).click();
    await page.getByRole("link", { name: "webhook.test" }).click();
    const dialog = page.getByRole("dialog", { name: "One delivery" });
    await expect(dialog.getByText("Attempt 1: 503")).toBeVisible();
    // It is tried again by itself meanwhile.
    await expect(dialog.getByText("Not now").first()).toBeVisible();
    await look(page, "webhook-delivery");
    well = true;
    await dialog.getByRole("button", { name: "Send it again" }).click();
    await expect(dialog.getByText(/^Attempt \d: 200$/).first()).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("link", { name: "webhook.test" })).toBeFocused();
    expect(new Set(heard).size).toBe(1);
  });

  await test.step("it is told what was missed, gets a new secret, and is switched off and on", async () => {
    await expect(page.getByText("Arrives")).toBeVisible();
    await page.getByText("Send again what was missed").click();
    await page.getByLabel("Everything since").fill("2020-01-01T00:00");
    await page.getByRole("button", { name: "Send again", exact: true }).click();
    await expect(page.getByRole("alert")).toContainText("At most 30 days back.");
    await page.getByRole("button", { name: "New secret" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "New secret" }).click();
    await once.getByRole("button", { name: "I have stored it" }).click();
    await page.getByRole("button", { name: "Switch off" }).click();
    await expect(page.getByText("Switched off")).toBeVisible();
    await expect(page.getByRole("button", { name: "Send a test event" })).toHaveCount(0);
    await look(page, "webhook");
    await page.getByRole("button", { name: "Switch on" }).click();
    await page.getByLabel("Delivery").selectOption("failed");
    await expect(page).toHaveURL(/status=failed/);
    await expect(page.getByText("Nothing here")).toBeVisible();
  });

  await page.goto("/settings/webhooks");
  await expect(page.getByRole("row", { name: /The portal.*Arrives/ })).toBeVisible();
  await look(page, "webhooks");
  await page.getByRole("link", { name: address }).click();
  await page.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Webhooks" })).toBeVisible();
  await expect(page.getByRole("link", { name: address })).toHaveCount(0);
});

test("the pages speak Spanish", async ({ page }) => {
  await signIn(page, people.admin, "es");
  await page.goto("/settings/webhooks/new");
  await page.getByRole("radio", { name: "Lo que elijo" }).check();
  await look(page, "webhook-new", "es");
});
