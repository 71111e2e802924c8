import { expect, test } from "@playwright/test";
import { look } from "./look";
import { people, signIn } from "./signed-in";

// A limit that no student reaches: the other journeys draw in the same district.
test("an administrator limits how long a student is out of class in a school year", async ({ page }) => {
  await signIn(page, people.admin);
  await page.goto("/settings/limits");
  const minutes = page.getByLabel("Most minutes out of class");
  const save = page.getByRole("button", { name: "Save the limits" });
  await minutes.fill("0");
  await save.click();
  await expect(page.getByRole("alert")).toBeFocused();
  await expect(minutes).toHaveAttribute("aria-invalid", "true");
  await minutes.fill("9000");
  await save.click();
  await expect(page.getByText("The limits are saved")).toBeVisible();
  await page.reload();
  await expect(minutes).toHaveValue("9000");
  await look(page, "limits");
  await minutes.fill("");
  await save.click();
  await expect(page.getByText("The limits are saved")).toBeVisible();
});

test("a coordinator has no such page", async ({ page }) => {
  await signIn(page, people.coordinator);
  await page.goto("/settings/limits");
  await expect(page).toHaveURL(/\/settings$/);
  await expect(page.getByRole("link", { name: "Limits" })).toHaveCount(0);
});
