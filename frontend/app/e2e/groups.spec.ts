import { type Locator, type Page, expect, test } from "@playwright/test";
import { finished, ok } from "@tellmore/client";
import { expectAccessible, look, sizes } from "./look";
import { as, drawnCohort } from "./prepared";
import { people, signIn } from "./signed-in";

const card = (page: Page, number: number) => page.getByRole("region", { name: `Group ${number}`, exact: true });
/** As long as the solver may take, on a machine that does other things too. */
const solved = { timeout: 60_000 };

const chips = (within: Locator) => within.locator("[data-member]");

/** A cohort of nine in three groups, with a pair that is kept apart. */
async function grouped(rounds = 1): Promise<{ cohort: string; pair: [string, string] }> {
  const api = await as(people.coordinator);
  const { id } = await drawnCohort(api, 9);
  const params = { path: { cohort_id: id } };
  const seated = await ok(api.GET("/v1/cohorts/{cohort_id}/members", { params: { ...params, query: { status: "drawn" } } }));
  const [one, other] = seated.items;
  const users = (await ok(api.GET("/v1/users", { params: { query: { limit: 100 } } }))).items;
  const leader = users.find((user) => !("deleted" in user) && user.email === people.facilitator)!.id;
  const body = {
    groups: 3,
    rounds,
    smallest: 2,
    balance: ["grade", "gender"],
    apart: [[one!.id, other!.id] as [string, string]],
    facilitators: [{ user_id: leader }],
    accept_unknown: true,
    periods: ["10:30", "2", "5"],
  };
  await ok(api.POST("/v1/cohorts/{cohort_id}/groups/propose", { params, body }));
  await finished(() => api.GET("/v1/cohorts/{cohort_id}/groups/solve", { params }), { everyMs: 100 });
  return { cohort: id, pair: [one!.id, other!.id] };
}

const chip = (page: Page, memberId: string) => page.locator(`[data-member="${memberId}"]`);
const broken = (within: Locator) => within.getByText(/^Must be mended: .* are to be kept apart\.$/);

/** The number of the group in which a member sits, as the page shows it. */
async function placeOf(page: Page, memberId: string): Promise<number> {
  return Number(await page.locator("[data-seats]").filter({ has: chip(page, memberId) }).getAttribute("data-seats"));
}

async function middle(target: Locator): Promise<{ x: number; y: number }> {
  const { x, y, width, height } = (await target.boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
}

test("whoever presses the one button gets groups, and what can't be is told with what would help", async ({ page }) => {
  const api = await as(people.coordinator);
  const { id } = await drawnCohort(api, 20);
  await signIn(page, people.coordinator);
  await page.goto(`/cohorts/${id}/groups`);
  await expect(page.getByText("20 students are drawn, and none is in a group yet")).toBeVisible();
  await look(page, "groups-none");
  await page.getByLabel("How many groups").fill("1");
  await page.getByRole("button", { name: "Make the groups" }).click();
  // Whoever is the only one of a subgroup is heard alone, and needs no group.
  await expect(page.getByRole("alert")).toContainText(/(1\d|20) members need 2 groups of at most 10, and not 1\./, solved);
  await expect(page.getByRole("alert").getByRole("listitem")).toHaveText(["2 groups"]);
  await page.reload();
  await expect(page.getByLabel("How many groups")).toHaveValue("1");
  await page.getByLabel("About how many in each").fill("6");
  await page.getByRole("button", { name: "Make the groups" }).click();
  await expect(card(page, 2)).toBeVisible(solved);
  await expect(chips(page.locator("main"))).toHaveCount(20);
});

test("the work is seen, survives a reload, and is called off", async ({ page }) => {
  const api = await as(people.coordinator);
  const { id, school_ids } = await drawnCohort(api, 60);
  const { criteria } = await ok(api.GET("/v1/pool-criteria", { params: { query: { school_ids } } }));
  const differing = criteria.filter(({ values }) => values.length > 1).map(({ criterion }) => criterion);
  // Rounds in which nobody shall meet anybody again: they are bettered as long as the minute lasts.
  const body = { groups: 9, rounds: 4, balance: differing.slice(0, 12), time_limit: 60 };
  await signIn(page, people.coordinator);
  await ok(api.POST("/v1/cohorts/{cohort_id}/groups/propose", { params: { path: { cohort_id: id } }, body }));
  await page.goto(`/cohorts/${id}/groups`);
  await expect(page.getByText(/The best so far is/)).toBeVisible(solved);
  await expectAccessible(page);
  await page.reload();
  await page.getByRole("button", { name: "Call it off" }).click();
  await expect(page.getByText("The work was called off. Nothing was changed.")).toBeVisible(solved);
  await expect(page.getByRole("button", { name: "Make the groups" })).toBeVisible();
});

test("students are moved by mouse and keyboard, what breaks is told at once, and every move has a way back, in the round that is open", async ({ page }) => {
  const { cohort, pair } = await grouped(2);
  const [one, other] = pair;
  await signIn(page, people.coordinator);
  await page.goto(`/cohorts/${cohort}/groups`);
  const round = (number: number) => page.getByRole("navigation", { name: "Rounds" }).getByRole("link", { name: `Round ${number}` });
  await expect(round(1)).toHaveAttribute("aria-current", "page");
  const before = await chips(card(page, 1)).allInnerTexts();
  await round(2).press("Enter");
  await expect(round(2)).toHaveAttribute("aria-current", "page");
  await expect(page.getByText(/ from an earlier round\.$/)).toBeVisible();
  const to = await placeOf(page, other);
  const from = await placeOf(page, one);

  await page.setViewportSize(sizes.chromebook);
  for (const id of pair) await chip(page, id).scrollIntoViewIfNeeded();
  const start = await middle(chip(page, one));
  const end = await middle(chip(page, other));
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(end.x, end.y, { steps: 4 });
  await page.mouse.up();
  await expect(broken(card(page, to))).toBeVisible();
  await expect(page.getByRole("button", { name: "Confirm the groups" })).toBeDisabled();
  await look(page, "groups-broken");
  await page.getByRole("button", { name: "Undo the last change" }).click();
  await expect(card(page, from).locator(`[data-member="${one}"]`)).toBeVisible();
  await expect(broken(page.locator("main"))).toHaveCount(0);

  // By keyboard: up, round to the other's group, down, and focus goes along.
  await chip(page, one).focus();
  await page.keyboard.press("Space");
  await expect(page.getByText(/is picked up, from Group/)).toBeAttached();
  while (!(await card(page, to).getAttribute("data-over"))) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(broken(card(page, to))).toBeVisible();
  await expect(chip(page, one)).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Escape");
  await expect(card(page, to).locator(`[data-member="${one}"]`)).toBeFocused();

  // Without dragging: what can be done is one press away.
  await chip(page, one).click();
  await expectAccessible(page);
  await page.getByRole("dialog").getByRole("button", { name: `Move to Group ${from}` }).click();
  await expect(broken(page.locator("main"))).toHaveCount(0);
  await page.getByRole("button", { name: "Undo the last change" }).click();
  await expect(broken(card(page, to))).toBeVisible();

  // Mended, whoever was pinned stays.
  await chip(page, one).click();
  await page.getByRole("dialog").getByRole("button", { name: `Keep in Group ${to} when mended` }).click();
  await expect(chip(page, one)).toContainText("Stays");
  await page.getByRole("button", { name: "Mend with few moves" }).click();
  await expect(broken(page.locator("main"))).toHaveCount(0, solved);
  await expect(card(page, to).locator(`[data-member="${one}"]`)).toBeVisible();
  await expect(page.getByRole("button", { name: "Undo the last change" })).toBeDisabled();

  await page.getByRole("button", { name: "Confirm the groups" }).click();
  await expect(page.getByText("Confirmed", { exact: true })).toBeVisible();
  await expect(round(2)).toHaveAccessibleName("Round 2 confirmed");
  const names = await chips(card(page, to)).allInnerTexts();
  await round(1).click();
  await expect(page.getByRole("button", { name: "Confirm the groups" })).toBeEnabled();
  expect(await chips(card(page, 1)).allInnerTexts()).toEqual(before);
  await page.goBack();
  await card(page, to).getByRole("link", { name: `Schedule a session for group ${to}, round 2` }).click();
  await expect(page.getByText(new RegExp(`^Group ${to} of round 2 meets in period`))).toBeVisible();
  await expect(page.getByRole("checkbox", { name: /^Student/, checked: true })).toHaveCount(names.length);
  await expect(page.getByLabel("Moderator").locator("option:checked")).toHaveText("Theo Lindgren");
});

test("a finger drags by the handle on a phone, and whoever comes too late is told so", async ({ browser }) => {
  const { cohort } = await grouped();
  const page = await (await browser.newContext({ viewport: sizes.phone, hasTouch: true, isMobile: true })).newPage();
  await signIn(page, people.coordinator, "es");
  await page.goto(`/cohorts/${cohort}/groups`);
  const seats = page.locator("[data-seats]");
  const last = seats.first().locator("li").last();
  const memberId = (await last.locator("button").getAttribute("data-member"))!;
  const handle = last.locator("[data-handle]");
  await handle.evaluate((one) => one.scrollIntoView({ block: "center" }));
  const touch = await page.context().newCDPSession(page);
  const at = (type: "touchStart" | "touchMove" | "touchEnd", point?: { x: number; y: number }) =>
    touch.send("Input.dispatchTouchEvent", { type, touchPoints: point ? [point] : [] });
  const start = await middle(handle);
  const end = await middle(seats.nth(1).getByRole("heading"));
  await at("touchStart", start);
  await at("touchMove", { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 });
  await at("touchMove", end);
  const kept = page.waitForResponse((answer) => answer.request().method() === "PATCH");
  await at("touchEnd");
  await kept;
  await expect(seats.nth(1).locator(`[data-member="${memberId}"]`)).toBeVisible();
  await look(page, "groups", "es");

  const api = await as(people.coordinator);
  const params = { path: { cohort_id: cohort } };
  const plan = await ok(api.GET("/v1/cohorts/{cohort_id}/groups", { params }));
  const header = { "if-match": `"${plan.version}"` };
  await api.PATCH("/v1/cohorts/{cohort_id}/groups", { params: { ...params, header }, body: { held: [1] } });
  await page.getByRole("button", { name: "Deshacer el último cambio" }).click();
  await expect(page.getByText("Otra persona cambió estos grupos.")).toBeVisible();
  await page.context().close();
});
