import { expect, test } from "@playwright/test";
import { type Tellmore, ok } from "@tellmore/client";
import { as } from "./prepared";
import { look } from "./look";
import { heardRound } from "./round";
import { people, signIn } from "./signed-in";

let cohort: string;

test.beforeAll(async ({ baseURL }) => {
  cohort = await heardRound(baseURL ?? "");
});

/** One who agreed to be asked again: who is of age, or has no guardian yet, may not have. */
async function willing(api: Tellmore): Promise<string> {
  const { members } = await ok(api.GET("/v1/cohorts/{cohort_id}/consent", { params: { path: { cohort_id: cohort } } }));
  const agreed = members.find(({ permissions }) => permissions.some(({ purpose, granted }) => purpose === "follow_up" && granted));
  return agreed!.pseudonym;
}

test("an action item is changed in the page, gets a committee, and is dropped with a reason", async ({ page }) => {
  const api = await as(people.coordinator);
  const { items } = await ok(api.GET("/v1/themes", { params: { query: { cohort_id: cohort } } }));
  const theme = items.find((one) => !("deleted" in one))!;
  const me = await ok(api.GET("/v1/me"));
  const title = `A committee on lunch ${Date.now()}`;
  const plan = { theme_id: theme.id, kind: "committee" as const, title, owner_id: me.id, due_on: "2099-03-01" };
  const made = await ok(api.POST("/v1/action-items", { body: plan }));
  await signIn(page, people.coordinator);
  await page.goto(`/cohorts/${cohort}/actions`);
  const item = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: title }) });
  await item.getByRole("button", { name: "Change it" }).click();
  const form = page.getByRole("form", { name: "Change it" });
  await expect(form.getByLabel("Kind")).toBeFocused();
  await form.getByLabel("Due").fill("");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByRole("alert")).toContainText("Choose a date");
  await form.getByLabel("Due").fill("2099-04-01");
  await form.getByLabel("How will you know that it helped?").fill("Students who eat alone");
  await form.getByLabel("Where does it stand now?").fill("31 of 100");
  await form.getByLabel("Target").fill("10 of 100");
  await look(page, "action-edit");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(item.getByText("Students who eat alone: from 31 of 100 to 10 of 100")).toBeVisible();

  await test.step("colleagues by name, students by pseudonym", async () => {
    await item.getByText("Who works on it").click();
    await expect(item.getByText("Nobody yet.")).toBeVisible();
    await item.getByLabel("Add a colleague", { exact: true }).selectOption({ label: me.name });
    await item.getByRole("button", { name: "Add a colleague: Add" }).click();
    await expect(item.getByRole("button", { name: `Take ${me.name} off` })).toBeVisible();
    await item.getByLabel("Add a student", { exact: true }).selectOption({ label: await willing(api) });
    await item.getByRole("button", { name: "Add a student: Add" }).click();
    await expect(item.getByRole("button", { name: /^Take Student \d+ off$/ })).toBeVisible();
    await look(page, "committee");
  });

  await test.step("who may not know names sees how many", async () => {
    const analyst = await as(people.analyst);
    const seen = await ok(
      analyst.GET("/v1/action-items/{action_item_id}/committee", { params: { path: { action_item_id: made.id } } }),
    );
    expect(seen).toMatchObject({ students: null, student_count: 1, can: ["seat_colleagues"] });
  });

  await item.getByRole("button", { name: "Drop it" }).click();
  await item.getByLabel("Why is it dropped?").fill("The canteen was rebuilt instead.");
  await item.getByRole("button", { name: "Drop it" }).click();
  await expect(item.getByText("The canteen was rebuilt instead.")).toBeVisible();
  await expect(item.getByRole("button", { name: "Change it" })).toHaveCount(0);
});

test("an analyst finds the number of students on it, in Spanish", async ({ page }) => {
  await signIn(page, people.analyst, "es");
  await page.goto(`/cohorts/${cohort}/actions`);
  await page.getByText("Quién trabaja en ella").first().click();
  await expect(page.getByText("1 estudiante. Quién es lo saben solo quienes pueden ver nombres.")).toBeVisible();
  await expect(page.getByLabel("Añadir a un estudiante")).toHaveCount(0);
  await look(page, "committee", "es");
});
