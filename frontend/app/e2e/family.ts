import { type Browser, expect } from "@playwright/test";
import { ok } from "@tellmore/client";
import type { Hands } from "./hands";
import { expectNoSideways, sizes } from "./look";
import { as } from "./prepared";
import { people } from "./signed-in";

/** A family opens its link on a phone, without an account and without a script, and says yes to all. */
export async function answerLink(hands: Hands, browser: Browser, url: string, birthDate: string): Promise<void> {
  const family = await hands.another(browser, { viewport: sizes.phone, javaScriptEnabled: false });
  const { page, tick, fill, press } = family;
  await page.goto(url);
  await expectNoSideways(page);
  for (const yes of await page.getByRole("radio", { name: /^(Yes|Sí)$/ }).all()) await tick(yes);
  await fill(page.locator("#name"), "Alex Rivera");
  const [year = "", month = "", day = ""] = birthDate.split("-");
  for (const [part, digits] of Object.entries({ month, day, year })) await fill(page.locator(`#${part}`), digits);
  await press(page.locator("form button").first());
  await expect(page.locator("#name")).toHaveCount(0);
  await page.context().close();
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
