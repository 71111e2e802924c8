import { expect, test } from "@playwright/test";
import { look } from "./look";
import { people, signIn } from "./signed-in";

test("an administrator connects a system, gives it a new secret, and shuts it out", async ({ page, request }) => {
  const name = `Roster ${Date.now()}`;
  await signIn(page, people.admin);
  await page.goto("/settings/systems");
  await page.getByRole("link", { name: "Connect a system" }).click();
  await page.getByRole("button", { name: "Make its key" }).click();
  await expect(page.getByRole("alert")).toBeFocused();
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "For a dashboard" }).click();
  await page.getByRole("checkbox", { name: "Follow what happens, by ids only" }).uncheck();
  await look(page, "system-new");
  await page.getByRole("button", { name: "Make its key" }).click();
  const once = page.getByRole("region", { name: `The key of ${name}` });
  await expect(once).toBeFocused();
  await look(page, "system-secret");
  const key = async () => ({
    client_id: await once.getByRole("textbox", { name: "Client id" }).inputValue(),
    client_secret: await once.getByRole("textbox", { name: "Client secret" }).inputValue(),
    grant_type: "client_credentials",
  });
  const first = await key();
  const asked = await request.post("/v1/oauth/token", { form: first });
  expect(((await asked.json()) as { scope: string }).scope).toBe("actions:read cohorts:read district:read feedback:read");
  await once.getByRole("button", { name: "I have stored it" }).click();

  const system = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name }) });
  await expect(system.getByText("Last used:")).toBeVisible();
  await system.getByRole("button", { name: "New secret" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(once).toBeFocused();
  const second = await key();
  for (const form of [first, second]) expect((await request.post("/v1/oauth/token", { form })).status()).toBe(200);
  await once.getByRole("button", { name: "I have stored it" }).click();
  await expect(system.getByText("The secret before works until")).toBeVisible();
  await system.getByText("May do 4 things").click();
  await look(page, "systems");
  await system.getByRole("button", { name: "Revoke" }).click();
  await expect(system.getByRole("alertdialog")).toContainText("at once, and for good");
  await system.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
  await expect(system.getByText("Revoked")).toBeVisible();
  expect((await request.post("/v1/oauth/token", { form: second })).status()).toBe(401);
});

test("who administers no district is not offered it, nor let in by its address", async ({ page }) => {
  await signIn(page, people.coordinator, "es");
  await page.goto("/settings/people");
  await expect(page.getByRole("navigation", { name: "Ajustes" }).getByRole("link", { name: "Sistemas" })).toHaveCount(0);
  await page.goto("/settings/systems");
  await expect(page.getByRole("heading", { level: 1, name: "Este dispositivo" })).toBeVisible();
  await look(page, "settings", "es");
});
