import { type Page, expect, test } from "@playwright/test";
import { look } from "./look";
import { people, signIn } from "./signed-in";

const words = "three quiet green lamps";

async function choose(page: Page, link: string, email: string): Promise<void> {
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1, name: "Choose your password" })).toBeVisible();
  await page.getByLabel("New password").fill("short");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toBeFocused();
  await look(page, "choose-password");
  await page.getByLabel("New password").fill(words);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/sign-in/);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(words);
  await page.keyboard.press("Enter");
}

test("an administrator adds a person, who chooses a password by the link; access ends and comes back", async ({ page, browser }) => {
  const name = `Ada ${Date.now()}`;
  const email = `ada.${Date.now()}@cedarvalley.example`;
  await signIn(page, people.admin);
  await page.goto("/settings/people");
  await expect(page.getByRole("row", { name: /Rosalind Meyer.*Coordinator/ })).toBeVisible();
  await look(page, "access-people");
  await page.getByRole("link", { name: "Add a person" }).click();
  await page.getByRole("button", { name: "Add and make a link" }).click();
  await expect(page.getByRole("alert")).toBeFocused();
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Role").selectOption("note_taker");
  await page.getByLabel("Where", { exact: true }).selectOption({ index: 1 });
  await page.getByLabel("Look for a staff member").fill("a");
  await expect(page.getByLabel("Staff record in the roster").getByRole("option")).not.toHaveCount(1);
  await look(page, "access-new");
  await page.getByRole("button", { name: "Add and make a link" }).click();
  const once = page.getByRole("region", { name: `A link for ${name} alone` });
  await expect(once).toBeFocused();
  await look(page, "access-link");
  const link = await once.getByRole("textbox", { name: "Sign-in link" }).inputValue();
  await once.getByRole("button", { name: "I have stored it" }).click();
  await expect(page.getByText("Waits for a password")).toBeVisible();

  const theirs = await (await browser.newContext()).newPage();
  await choose(theirs, link, email);
  await expect(theirs.getByRole("button", { name })).toBeVisible();
  await theirs.goto(link);
  await theirs.getByLabel("New password").fill(words);
  await theirs.keyboard.press("Enter");
  await expect(theirs.getByRole("alert")).toContainText("This link does not work any more");
  await theirs.context().close();

  await page.reload();
  await expect(page.getByText("Can sign in", { exact: true })).toBeVisible();
  await page.getByLabel("Role").selectOption("analyst");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await expect(page.getByText("Analyst (")).toBeVisible();
  await look(page, "access-person");
  await page.getByRole("button", { name: "End access" }).click();
  await expect(page.getByText("Access ended")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Can sign in", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Reset the password" }).click();
  await expect(page.getByRole("alertdialog")).toContainText("signed out everywhere");
  await page.getByRole("alertdialog").getByRole("button", { name: "Reset the password" }).click();
  await expect(once).toBeFocused();
});

test("the list is narrowed by the URL, and whoever may not change it only reads", async ({ page }) => {
  await signIn(page, people.coordinator, "es");
  await page.goto("/settings/people?role=facilitator");
  await expect(page.getByRole("combobox", { name: "Función" })).toHaveValue("facilitator");
  await expect(page.getByRole("link", { name: "Añadir a alguien" })).toHaveCount(0);
  await look(page, "access-people", "es");
  const name = (await page.locator("tbody a").first().textContent()) ?? "";
  await page.getByLabel("Nombre o correo").fill(name);
  await expect(page.locator("tbody a")).toHaveText([name]);
  await page.locator("tbody a").click();
  await expect(page.getByText("Última entrada")).toBeVisible();
  await expect(page.getByRole("button", { name: "Guardar" })).toHaveCount(0);
  await page.goBack();
  await expect(page.getByLabel("Nombre o correo")).toHaveValue(name);
  await expect(page).toHaveURL("/settings/people?role=facilitator");
});
