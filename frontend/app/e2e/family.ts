import { type Browser, expect } from "@playwright/test";
import { ok } from "@tellmore/client";
import { as } from "./prepared";
import { expectNoSideways, sizes } from "./look";
import { people } from "./signed-in";

/** A family opens its link on a phone, without an account and without a script, and says yes to all. */
export async function answerLink(browser: Browser, url: string, birthDate: string): Promise<void> {
  const context = await browser.newContext({ viewport: sizes.phone, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(url);
  await expectNoSideways(page);
  for (const yes of await page.getByRole("radio", { name: /^(Yes|Sí)$/ }).all()) await yes.check();
  await page.locator("#name").fill("Alex Rivera");
  const [year = "", month = "", day = ""] = birthDate.split("-");
  await page.locator("#month").fill(month);
  await page.locator("#day").fill(day);
  await page.locator("#year").fill(year);
  await page.locator("form button").first().click();
  await expect(page.locator("#name")).toHaveCount(0);
  await context.close();
}

/** What each family knows by heart, by the pseudonym of its student. */
export async function birthDates(cohort_id: string): Promise<Map<string, string>> {
  const api = await as(people.coordinator);
  const query = { identities: true, limit: 200 };
  const found = new Map<string, string>();
  for (const member of (await ok(api.GET("/v1/cohorts/{cohort_id}/members", { params: { path: { cohort_id }, query } }))).items) {
    const path = { student_id: member.identity?.student_id ?? "" };
    const student = await ok(api.GET("/v1/students/{student_id}", { params: { path } }));
    found.set(member.pseudonym, student.birth_date ?? "");
  }
  return found;
}
