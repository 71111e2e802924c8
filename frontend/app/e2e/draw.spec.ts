import { type Tellmore, ok } from "@tellmore/client";
import { type Page, expect, test } from "@playwright/test";
import { look } from "./look";
import { as } from "./prepared";
import { people, signIn } from "./signed-in";

/** What waits for the worker: its first draw loads the solvers, on a machine that does much else. */
const WORKED = { timeout: 30_000 };

/** A plan over all criteria at once. To the seat, a lottery for it takes some seconds anywhere. */
async function intricatePlan(api: Tellmore, size: number, tolerance: number): Promise<string> {
  const schools = await ok(api.GET("/v1/schools"));
  const school_ids = schools.items.map(({ id }) => id);
  const name = `Board ${Date.now()}`;
  const body = { name, purpose: "What makes a school day good.", size, school_ids, focus: "both" as const, pool_filter: {} };
  const { id: cohort_id, version } = await ok(api.POST("/v1/cohorts", { body }));
  const path = { cohort_id };
  const pool = await ok(api.GET("/v1/cohorts/{cohort_id}/pool", { params: { path } }));
  const criteria = pool.criteria.filter(({ values }) => values.length > 1).map(({ criterion }) => criterion);
  const proposed = await ok(api.POST("/v1/cohorts/{cohort_id}/quotas/propose", { params: { path }, body: { criteria, tolerance } }));
  const quotas = proposed.quotas.map(({ criterion, value, min, max }) => ({ criterion, value, min, max }));
  const params = { path, header: { "if-match": `"${version}"` } };
  await ok(api.PUT("/v1/cohorts/{cohort_id}/quotas", { params, body: { quotas } }));
  return cohort_id;
}

/** How many sheets of paper a page is. */
async function sheets(page: Page, format: string): Promise<number> {
  const pdf = await page.pdf({ format, path: `e2e/shots/certificate-${format}.pdf` });
  const found = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? [];
  expect(found).not.toHaveLength(0);
  return found.length;
}

test("a draw is called off, looked at anew after a reload, drawn another way, and printed for the board", async ({ page }) => {
  const cohort = await intricatePlan(await as(people.coordinator), 100, 0);
  await signIn(page, people.coordinator);
  await page.goto(`/cohorts/${cohort}/students`);
  await page.getByRole("button", { name: "Draw 100 students" }).click();
  // At once, while it surely runs: how fast the machine is must not matter.
  await page.getByRole("button", { name: "Call the draw off" }).click(WORKED);
  await expect(page.getByText("The last draw was called off.")).toBeVisible(WORKED);
  await page.getByText("Advanced: how the lottery is made").click();
  await page.getByRole("radio", { name: "Systematic sample" }).check();
  await look(page, "draw-called-off");
  await page.getByRole("button", { name: "Draw 100 students" }).click();
  const result = page.getByRole("link", { name: "Certificate to print" });
  await expect(page.getByRole("heading", { name: "Drawing the students" }).or(result)).toBeVisible(WORKED);
  await page.reload();
  await result.click({ timeout: 90_000 });
  await expect(page.getByRole("heading", { level: 1, name: "Certificate of the draw" })).toBeVisible();
  await expect(page.getByText("One draw before this came to nothing:")).toBeVisible();
  await expect(page.getByText("Nothing was done for the student with the smallest chance.")).toBeVisible();
  await look(page, "certificate");
  await page.getByRole("link", { name: "Show every count, for the office" }).click();
  await expect(page.getByText("This page shows every count, small ones too.")).toBeVisible();
  for (const format of ["A4", "Letter"]) expect(await sheets(page, format)).toBeLessThanOrEqual(5);
});

test("a lottery is worked out, thrown away, worked out anew, and drawn by what the dice showed", async ({ page }) => {
  const cohort = await intricatePlan(await as(people.coordinator), 12, 2);
  await signIn(page, people.coordinator);
  await page.goto(`/cohorts/${cohort}/students`);
  const workOut = async () => {
    await page.getByText("Draw with dice, or in public").click();
    await page.getByRole("button", { name: "Work out the lottery first" }).click();
    const stands = page.getByRole("heading", { name: "The lottery is worked out" });
    await expect(stands).toBeVisible({ timeout: 90_000 });
    await expect(page.getByText("Write this hash down or print this page before the dice are thrown.")).toBeVisible();
    return (await page.getByText(/^[0-9a-f]{64}$/).first().textContent())!;
  };
  const first = await workOut();
  await look(page, "lottery-stands");
  await page.getByRole("button", { name: "Throw the lottery away" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Throw the lottery away" }).click();
  await expect(page.getByText("The lottery is thrown away. The plan can be changed again")).toBeVisible();
  const second = await workOut();
  await page.getByLabel("What the dice showed").fill("4 1 6");
  await page.getByRole("button", { name: "Draw 12 students" }).click();
  await page.getByRole("link", { name: "Certificate to print" }).click(WORKED);
  await expect(page.getByText("The groups were there first,")).toBeVisible();
  await expect(page.getByText(`Hash of its groups: ${first}`)).toBeVisible();
  await expect(page.getByText(second).last()).toBeVisible();
});
