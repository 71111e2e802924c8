import { type Browser, expect, test } from "@playwright/test";
import { MINORS, answered, as, drawnCohort, members } from "./prepared";
import { expectNoSideways, look, sizes } from "./look";
import { people, signIn } from "./signed-in";

async function phone(browser: Browser, url: string) {
  const context = await browser.newContext({ viewport: sizes.phone, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

test("a coordinator publishes the form, asks, hands over a link, and records a paper form", async ({ page, browser }) => {
  test.setTimeout(150_000);
  const api = await as(people.coordinator);
  const cohort = await drawnCohort(api, 5);
  await signIn(page, people.coordinator);
  await page.goto(`/cohorts/${cohort.id}/consent`);
  await expect(page.getByText("Prepare what families read")).toBeVisible();
  await look(page, "consent-empty");
  await page.getByRole("button", { name: "Prepare the form" }).click();
  await expect(page.getByRole("heading", { name: "What families will read" })).toBeVisible();
  await page.getByLabel("Language").selectOption("es");
  await look(page, "consent-draft");
  await page.getByRole("button", { name: "Publish the form" }).click();
  await page.getByRole("button", { name: "Ask 5 families" }).click();
  const told = page.getByText("requests can't be mailed.");
  await expect(told).toBeVisible();
  await test.step("what was just said hides nothing that has focus", async () => {
    const { y: foot } = (await told.boundingBox())!;
    const under = page.locator("tbody a").last();
    await under.evaluate((link, at) => window.scrollBy(0, link.getBoundingClientRect().top - at), foot);
    await under.evaluate((link) => (link as HTMLElement).focus({ preventScroll: true }));
    const { y, height } = (await told.boundingBox())!;
    expect(y + height).toBeLessThan((await under.boundingBox())!.y);
    await expect(told).toBeInViewport();
  });
  await look(page, "consent");

  await test.step("as many as are chosen are reminded at once", async () => {
    await page.getByRole("checkbox", { name: "Choose all 5 who have not answered" }).check();
    await page.getByRole("checkbox", { name: /^Choose Student/ }).first().uncheck();
    await look(page, "consent-chosen");
    const send = page.getByRole("button", { name: /^Send \d+ reminders$/ });
    const wanted = Number(/\d+/.exec(await send.innerText())?.[0]);
    let sent = 0;
    page.on("response", (answer) => (sent += answer.url().endsWith("/resend") && answer.ok() ? 1 : 0));
    await send.click();
    await expect.poll(() => sent).toBe(wanted);
    await expect(page.getByRole("checkbox", { name: /^Choose/, checked: true })).toHaveCount(0);
  });

  await test.step("a link and a code for one person, which opens on a phone without an account", async () => {
    await page.locator("tbody a").first().click();
    await expect(page.getByRole("heading", { name: "Whom we asked" })).toBeVisible();
    await page.getByRole("button", { name: "Show a link and code" }).first().click();
    const code = page.getByRole("img", { name: "Code for a phone's camera" });
    await expect(code).toBeVisible();
    await expect.poll(() => code.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    await look(page, "consent-member");
    const url = await page.getByLabel("Link for this person alone").inputValue();
    const family = await phone(browser, url);
    await expect(family.getByRole("heading", { level: 1 })).toBeVisible();
    await expectNoSideways(family);
    await family.context().close();
  });

  await test.step("a paper form is recorded, and the refusal names its fields", async () => {
    await page.getByRole("button", { name: "Record an answer" }).click();
    await page.getByLabel("Name as signed or said").fill("");
    await page.getByRole("button", { name: "Record it" }).click();
    await expect(page.getByRole("alert").first()).toBeFocused();
    await look(page, "consent-record-refused");
    await page.getByLabel("Name as signed or said").fill("A Guardian");
    await page.getByRole("group", { name: "What they decided" }).getByLabel("Take part").selectOption("granted");
    await page.getByRole("button", { name: "Record it" }).click();
    await expect(page.getByText("The decision is recorded.")).toBeVisible();
    await expect(page.getByRole("region").getByText("answered").first()).toBeVisible();
  });
});

test("guardians disagree: refused, until a person settles it with a reason", async ({ page }) => {
  const api = await as(people.coordinator);
  const cohort = await drawnCohort(api, 3, MINORS);
  const form = (await api.POST("/v1/consent-forms", { body: { cohort_id: cohort.id } })).data!;
  const header = { "if-match": `"${form.version}"` };
  await api.POST("/v1/consent-forms/{form_id}/publish", { params: { path: { form_id: form.id }, header } });
  const [member] = await members(api, cohort.id);
  await answered(api, member!.id);
  const decided_at = new Date(Date.now() - 30_000).toISOString();
  const no = { member_id: member!.id, party: "guardian", method: "paper", language: "en", decided_at } as const;
  await api.POST("/v1/consent-records", { body: { ...no, signed_name: "Another", decisions: { participate: "declined" } } });
  await signIn(page, people.coordinator, "es");
  await page.goto(`/cohorts/${cohort.id}/consent?member=${member!.id}`);
  await expect(page.getByText("Los tutores no están de acuerdo: Participar")).toBeVisible();
  await look(page, "consent-dispute", "es");
  await page.getByLabel("El motivo, que se guarda").fill("Hablamos con los dos por teléfono.");
  await page.getByRole("button", { name: "Resolverlo" }).click();
  await expect(page.getByText("la coordinación lo resolvió con un no.").first()).toBeVisible();
});
