import { type Page, type Route, expect, test } from "@playwright/test";
import { ok } from "@tellmore/client";
import { as, preparedSession } from "./prepared";
import { look } from "./look";
import { people, signIn } from "./signed-in";

/** Has the page read what stands before its next change, and be given it only when the change is answered. */
async function heldReading(page: Page, cause: () => Promise<unknown>): Promise<() => Promise<void>> {
  const read = Promise.withResolvers<void>();
  const late = Promise.withResolvers<void>();
  const given = Promise.withResolvers<void>();
  const hold = async (route: Route) => {
    const response = await route.fetch();
    read.resolve();
    await late.promise;
    await route.fulfill({ response });
    given.resolve();
  };
  await page.route("**/state", hold, { times: 1 });
  await cause();
  await read.promise;
  return async () => {
    late.resolve();
    await given.promise;
  };
}

test("what a student says to being quoted is put on record where it is said", async ({ page }) => {
  const { api, session } = await preparedSession();
  const [first, second] = session.participants;
  const facilitator = await as(people.facilitator);
  const params = { path: { session_id: session.id } };
  const seat = { path: { session_id: session.id, member_id: first!.member_id } };
  const body = { guide_version_id: session.guide_version_id!, rapport_and_training: true as const };
  await facilitator.POST("/v1/sessions/{session_id}/attestation", { params, body });
  await facilitator.POST("/v1/sessions/{session_id}/start", { params });
  await facilitator.POST("/v1/sessions/{session_id}/participants/{member_id}/check-in", { params: seat });
  await signIn(page, people.facilitator, "es");
  await page.goto(`/sessions/${session.id}/moderate`);
  const fold = page.getByText(`Preguntar a ${first!.pseudonym} por la grabación y las citas`);
  await expect(page.getByRole("group", { name: first!.pseudonym })).toBeVisible();
  await expect(fold).toHaveCount(0);
  const late = await heldReading(page, () =>
    facilitator.POST("/v1/sessions/{session_id}/participants/{member_id}/check-in", {
      params: { path: { session_id: session.id, member_id: second!.member_id } },
    }),
  );
  await page.getByRole("group", { name: first!.pseudonym }).getByRole("button", { name: "Sí" }).click();
  await expect(page.getByRole("button", { name: "Sí", pressed: true })).toBeEnabled();
  await fold.focus();
  await page.keyboard.press("Enter");
  const quote = page.getByRole("group", { name: "¿Podemos usar tus palabras, sin tu nombre?" });
  await quote.getByRole("button", { name: "No" }).focus();
  await page.keyboard.press("Enter");
  await late();
  await expect(page.getByRole("group", { name: second!.pseudonym })).toBeVisible();
  await expect(quote.getByRole("button", { name: "No", pressed: true })).toBeVisible();
  await look(page, "live-aloud", "es");
  await page.getByRole("button", { name: "Dejar constancia" }).click();
  await expect(page.getByText("Queda constancia")).toBeVisible();
  const query = { member_id: first!.member_id, limit: 100 };
  const { items } = await ok(api.GET("/v1/consent-records", { params: { query } }));
  const spoken = items.filter(({ method }) => method === "verbal");
  expect(spoken.map(({ purpose, decision, party }) => [purpose, decision, party])).toEqual([["quote", "declined", "student"]]);
});
