import { type Schemas, type Tellmore, ok } from "@tellmore/client";
import { expect, test } from "@playwright/test";
import { look } from "./look";
import { as, preparedSession } from "./prepared";
import { people, signIn } from "./signed-in";

/** So much class that no student of the other journeys misses it: they draw in the same district. */
const MOST = 9000;

/** From the district's today on, as the page sets it. */
async function limit(value: number | null): Promise<void> {
  const api = await as(people.admin);
  const { timezone: timeZone } = await ok(api.GET("/v1/district"));
  const effective_from = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(new Date());
  const params = { path: { key: "guard.most_minutes_a_year" } };
  await ok(api.PUT("/v1/policies/{key}", { params, body: { value, effective_from } }));
}

/** The first student is in the room of a session that is planned for days: while it lasts, its plan is what counts. */
async function beginning({ id, guide_version_id, participants }: Schemas["SessionRead"]): Promise<() => Promise<unknown>> {
  const api: Tellmore = await as(people.facilitator);
  const params = { path: { session_id: id } };
  const body = { rapport_and_training: true as const, guide_version_id: guide_version_id! };
  await ok(api.POST("/v1/sessions/{session_id}/attestation", { params, body }));
  await ok(api.POST("/v1/sessions/{session_id}/start", { params }));
  const seat = { params: { path: { session_id: id, member_id: participants[0]!.member_id } } };
  await ok(api.POST("/v1/sessions/{session_id}/participants/{member_id}/check-in", seat));
  return () => ok(api.POST("/v1/sessions/{session_id}/participants/{member_id}/leave", seat));
}

test("whoever plans is warned of students at a limit, and of those whom the plan takes beyond it", async ({ page }) => {
  const { session } = await preparedSession(3, MOST);
  const leave = await beginning(session);
  await limit(MOST);
  const [full, other] = session.participants.map(({ pseudonym }) => pseudonym);
  await signIn(page, people.coordinator);
  await page.goto(`/cohorts/${session.cohort_id}/sessions/new`);
  const warned = page.getByRole("status").getByRole("listitem");
  for (const name of [full, other]) await page.getByRole("checkbox", { name, exact: true }).check();
  const reached = `${full} is at the limit already: ${MOST} minutes out of class, of ${MOST} at most`;
  await expect(warned).toHaveText([reached]);
  const minutes = page.getByLabel("How long, in minutes");
  await minutes.fill(String(MOST + 1));
  await expect(warned).toHaveText([reached, `${other} would come to ${MOST + 1} minutes out of class, of ${MOST} at most: 0 so far and ${MOST + 1} in this session`]);
  await look(page, "session-new-beyond");
  await minutes.fill("45");
  await expect(warned).toHaveText([reached]);
  await page.getByLabel("Place").fill("Library, back room");
  await page.getByLabel("Moderator").selectOption("Theo Lindgren");
  await page.getByLabel("Note-taker", { exact: true }).selectOption("Imogen Achebe");
  await page.getByRole("button", { name: "Schedule it" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Focus group of 2" })).toBeVisible();
  await expect(page.getByText(reached)).toBeVisible();

  await leave();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Who listens" })).toBeVisible();
  await expect(page.getByText(reached)).toHaveCount(0);
  await limit(null);
});

test("an administrator limits how long a student is out of class in a school year", async ({ page }) => {
  await signIn(page, people.admin);
  await page.goto("/settings/limits");
  const minutes = page.getByLabel("Most minutes out of class");
  const save = page.getByRole("button", { name: "Save the limits" });
  await minutes.fill("0");
  await save.click();
  await expect(page.getByRole("alert")).toBeFocused();
  await expect(minutes).toHaveAttribute("aria-invalid", "true");
  await minutes.fill(String(MOST));
  await save.click();
  await expect(page.getByText("The limits are saved")).toBeVisible();
  await page.reload();
  await expect(minutes).toHaveValue(String(MOST));
  await expect(page.getByRole("table", { name: "Out of class this school year" })).toBeVisible();
  await look(page, "limits");
  await minutes.fill("");
  await save.click();
  await expect(page.getByText("The limits are saved")).toBeVisible();
});

test("a coordinator reads the limits and what the sessions cost each school, and sets nothing", async ({ page }) => {
  await signIn(page, people.coordinator);
  await page.goto("/settings/limits");
  await expect(page.getByRole("heading", { name: "Out of class this school year" })).toBeVisible();
  await expect(page.getByText("Most rounds of listening for a student in a school year")).toBeVisible();
  await expect(page.getByRole("main").locator("input")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Save the limits" })).toHaveCount(0);
});

test("a facilitator has no such page", async ({ page }) => {
  await signIn(page, people.facilitator);
  await page.goto("/settings/limits");
  await expect(page).toHaveURL(/\/settings$/);
  await expect(page.getByRole("link", { name: "Limits" })).toHaveCount(0);
});
