import { type Page, expect, test } from "@playwright/test";
import { NEWCOMER, newStudent, zip } from "./bundle";
import { look } from "./look";
import { people, signIn } from "./signed-in";

async function upload(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: "application/zip", buffer });
  await page.getByRole("button", { name: "Show what would change" }).click();
}

/** Every address that this page has from now on, and that it asks for. */
function addressesOf(page: Page): string[] {
  const found: string[] = [];
  page.on("request", (request) => found.push(request.url()));
  page.on("framenavigated", (frame) => found.push(frame.url()));
  return found;
}

test("a coordinator loads a roster: sees what it changes and what was odd, then applies it", async ({ page }) => {
  await signIn(page, people.coordinator);
  await page.goto("/");
  await page.getByRole("link", { name: "People" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Students" })).toBeVisible();
  await look(page, "students");
  await page.getByRole("link", { name: "Rosters" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Rosters" })).toBeVisible();
  await look(page, "imports");
  const family = `${NEWCOMER}${Date.now()}`;
  await upload(page, "new-student.zip", newStudent("Wren", family, "yes"));
  await expect(page.getByRole("heading", { level: 1, name: "new-student.zip" })).toBeVisible();
  await expect(page.getByRole("row", { name: /^Students 1 0 0/ })).toBeVisible();
  await look(page, "import-ready");
  await page.getByRole("button", { name: "Apply these changes" }).click();
  await expect(page.getByText("These changes are in the roster now.")).toBeVisible();
  await page.getByRole("navigation", { name: "People" }).getByRole("link", { name: "Students" }).click();
  const addresses = addressesOf(page);
  await page.getByLabel("Name or number").fill(family);
  await page.getByRole("link", { name: `${family}, Wren` }).click();
  await expect(page.getByRole("heading", { level: 1, name: `${family}, Wren` })).toBeVisible();
  await page.goBack();
  await expect(page.getByLabel("Name or number")).toHaveValue(family);
  await expect(page.getByRole("link", { name: `${family}, Wren` })).toBeVisible();
  await expect(page.locator("tbody tr")).toHaveCount(1);
  for (const [typed, found, title] of [
    ["rosters page", "Rosters Page", "Rosters"],
    [`wren ${family}`, `${family}, Wren On the roster`, `${family}, Wren`],
    ["new-student.zip", "new-student.zip Roster", "new-student.zip"],
  ] as const) {
    await page.keyboard.press("Control+k");
    await page.keyboard.type(typed);
    await page.getByRole("option", { name: found, exact: true }).first().click();
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  }
  expect(addresses.filter((url) => url.includes(family))).toEqual([]);
});

test("what is typed while the list is asked for is not lost", async ({ page }) => {
  await signIn(page, people.coordinator);
  await page.goto("/people");
  await page.getByLabel("Name or number").focus();
  const answer = Promise.withResolvers<undefined>();
  await page.route("**/v1/students/search?*", (route) => answer.promise.then(() => route.continue()));
  const asked = page.waitForRequest("**/v1/students/search?*");
  await page.keyboard.type("m");
  await asked;
  await page.keyboard.type("a");
  await expect(page.getByLabel("Name or number")).toHaveValue("ma");
  answer.resolve(undefined);
  await expect(page.getByLabel("Name or number")).toBeFocused();
});

test("a file that is refused changes nothing, and each fault is named where a spreadsheet shows it", async ({ page }) => {
  await signIn(page, people.coordinator);
  await page.goto("/people/imports");
  await upload(page, "not-a-roster.zip", zip({ "readme.txt": `Nothing here ${Date.now()}` }));
  await expect(page.getByText("Nothing was changed.", { exact: false })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Findings" })).toBeVisible();
  await look(page, "import-refused");
});

test("one student's page tells guardians, classes and teachers", async ({ page }) => {
  await signIn(page, people.coordinator, "es");
  await page.goto("/people");
  await page.locator("tbody a").first().click();
  await expect(page.getByRole("heading", { name: "Clases y docentes" })).toBeVisible();
  await look(page, "student", "es");
});
