import { ok } from "@tellmore/client";
import { expect, test } from "@playwright/test";
import { look } from "./look";
import { as } from "./prepared";
import { heardRound } from "./round";
import { people, signIn } from "./signed-in";

let cohort: string;

test.beforeAll(async ({ baseURL }) => {
  cohort = await heardRound(baseURL ?? "");
});

test("an analyst, who may not take words away, is not offered it", async ({ page }) => {
  await signIn(page, people.analyst, "es");
  await page.goto(`/cohorts/${cohort}/responses`);
  await page.getByLabel("Quién habla").selectOption({ index: 1 });
  await expect(page.getByRole("listitem").first()).toBeVisible();
  await expect(page.getByRole("button", { name: /^Tachar todo/ })).toHaveCount(0);
});

test("everything one student said is struck, once what goes has been named", async ({ page }) => {
  await signIn(page, people.coordinator);
  await page.goto(`/cohorts/${cohort}/responses`);
  const words = page.getByText("At lunch I sit alone.").first();
  await expect(words).toBeVisible();
  const speaker = await page.getByRole("listitem").filter({ hasText: "At lunch I sit alone." }).first().locator("strong").first().innerText();
  await page.getByLabel("Speaker").selectOption({ label: speaker });
  await page.getByRole("button", { name: `Strike everything ${speaker} said` }).focus();
  await page.keyboard.press("Enter");
  const asked = page.getByRole("alertdialog");
  await expect(asked).toContainText("It can't be brought back");
  await expect(asked.getByRole("button", { name: "Keep it" })).toBeFocused();
  await look(page, "responses-strike-all");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: `Strike everything ${speaker} said` })).toBeFocused();
  await expect(words).toBeVisible();
  await page.getByRole("button", { name: `Strike everything ${speaker} said` }).click();
  await asked.getByRole("button", { name: `Strike everything ${speaker} said` }).click();
  await expect(page.getByText(/entr(y|ies) of Student \d+ (is|are) struck/)).toBeVisible();
  await expect(page.getByText("Nothing matches")).toBeVisible();
  await page.getByLabel("Speaker").selectOption("");
  const said = page.getByRole("listitem").filter({ hasText: "At lunch I sit alone." });
  await expect(said.first()).toBeVisible();
  // Not for a moment either, while the list is read anew.
  expect(await said.filter({ has: page.locator("strong", { hasText: new RegExp(`^${speaker}$`) }) }).count()).toBe(0);
});

/** Who is of age has no guardian to take anything back. */
async function decidedByGuardian(): Promise<Set<string>> {
  const api = await as(people.coordinator);
  const params = { path: { cohort_id: cohort } };
  const consent = await ok(api.GET("/v1/cohorts/{cohort_id}/consent", { params }));
  const byGuardian = consent.members.filter(({ requests }) => requests.some(({ party, answered_at }) => party === "guardian" && answered_at));
  return new Set(byGuardian.map(({ pseudonym }) => pseudonym));
}

test("a withdrawal says how much goes with it, and takes it out of the round", async ({ page }) => {
  await signIn(page, people.coordinator);
  await page.goto(`/cohorts/${cohort}/responses`);
  const said = page.getByRole("listitem").filter({ hasText: "At lunch I sit alone." });
  await expect(said.first()).toBeVisible();
  const speakers = await said.evaluateAll((all) => all.map((one) => one.querySelector("strong")?.textContent ?? ""));
  const decided = await decidedByGuardian();
  const speaker = speakers.find((name) => decided.has(name)) ?? "";
  await page.route("**/at-stake", (route) => route.abort());
  await page.goto(`/cohorts/${cohort}/consent`);
  await page.getByRole("link", { name: speaker, exact: true }).click();
  const records = page.getByRole("region", { name: "What was decided" }).getByRole("listitem");
  const theirs = records.filter({ hasText: "· Guardian ·" }).first();
  await theirs.getByRole("button", { name: "Take it back" }).click();
  await expect(theirs.getByText(/^What this student said is taken out of everything/)).toBeVisible();
  await page.unroute("**/at-stake");
  await theirs.getByRole("button", { name: "Not now" }).click();
  await theirs.getByRole("button", { name: "Take it back" }).click();
  await expect(theirs.getByText(new RegExp(`^What ${speaker} said, \\d+ entr(y|ies), is taken out of everything`))).toBeVisible();
  await look(page, "consent-withdraw-at-stake");
  await theirs.getByRole("button", { name: "Record that it is taken back" }).click();
  await expect(page.getByText("It is taken back.")).toBeVisible();
  await page.goto(`/cohorts/${cohort}/responses`);
  await expect(said.first()).toBeVisible();
  expect(await said.filter({ has: page.locator("strong", { hasText: new RegExp(`^${speaker}$`) }) }).count()).toBe(0);
});
