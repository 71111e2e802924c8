import { type Tellmore, ok } from "@tellmore/client";
import { expect, test } from "@playwright/test";
import { as } from "./prepared";
import { people, signIn } from "./signed-in";

/** A plan over all criteria at once, to the seat: a lottery for it takes some seconds anywhere. */
async function intricatePlan(api: Tellmore, size: number): Promise<string> {
  const schools = await ok(api.GET("/v1/schools"));
  const school_ids = schools.items.map(({ id }) => id);
  const name = `Board ${Date.now()}`;
  const body = { name, purpose: "What makes a school day good.", size, school_ids, focus: "both" as const, pool_filter: {} };
  const { id: cohort_id, version } = await ok(api.POST("/v1/cohorts", { body }));
  const path = { cohort_id };
  const pool = await ok(api.GET("/v1/cohorts/{cohort_id}/pool", { params: { path } }));
  const criteria = pool.criteria.filter(({ values }) => values.length > 1).map(({ criterion }) => criterion);
  const proposed = await ok(api.POST("/v1/cohorts/{cohort_id}/quotas/propose", { params: { path }, body: { criteria, tolerance: 0 } }));
  const quotas = proposed.quotas.map(({ criterion, value, min, max }) => ({ criterion, value, min, max }));
  const params = { path, header: { "if-match": `"${version}"` } };
  await ok(api.PUT("/v1/cohorts/{cohort_id}/quotas", { params, body: { quotas } }));
  return cohort_id;
}

test("a draw is seen while it runs, called off, drawn another way", async ({ page }) => {
  const cohort = await intricatePlan(await as(people.coordinator), 100);
  await signIn(page, people.coordinator);
  await page.goto(`/cohorts/${cohort}/students`);
  await page.getByRole("button", { name: "Draw 100 students" }).click();
  const drawing = page.getByRole("heading", { name: "Drawing the students" });
  await expect(drawing).toBeVisible();
  await expect(page.getByText("No lottery could give")).toBeVisible();
  await page.reload();
  await expect(drawing).toBeVisible();
  await page.screenshot({ path: "e2e/shots/drawing-chromebook.png" });
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.screenshot({ path: "e2e/shots/drawing-phone.png", fullPage: true });
  await page.getByRole("button", { name: "Call the draw off" }).click();
  await expect(page.getByText("The last draw was called off.")).toBeVisible();
});
