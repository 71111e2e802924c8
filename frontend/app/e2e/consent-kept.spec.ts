import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { answered, as, drawnCohort, members, publishedForm } from "./prepared";
import { look } from "./look";
import { people, signIn } from "./signed-in";

test("a new version is compared before it is published, and says what becomes of the answers", async ({ page }) => {
  const api = await as(people.coordinator);
  const cohort = await drawnCohort(api, 3);
  await publishedForm(api, cohort.id);
  await api.POST("/v1/consent-requests", { body: { cohort_id: cohort.id } });
  await signIn(page, people.coordinator);
  await page.goto(`/cohorts/${cohort.id}/consent`);
  await page.getByText("What families read, version 1").click();
  await page.getByRole("button", { name: "Prepare a new version" }).click();
  await expect(page.getByRole("heading", { name: "Version 2, not published yet" })).toBeVisible();
  await expect(page.getByText("Nothing is changed yet.")).toBeVisible();
  await page.getByRole("button", { name: "Change its words" }).click();
  await page.getByLabel("What happens").fill("Six students talk for 40 minutes, in the library.");
  await page.getByRole("checkbox", { name: "Be asked again" }).uncheck();
  await look(page, "consent-version-edit");
  await page.getByRole("button", { name: "Keep these words" }).click();
  const other = page.getByRole("list", { name: "What is other than in version 1" });
  await expect(other.locator("ins", { hasText: "in the library" })).toBeVisible();
  await expect(page.getByText("No longer asked: Be asked again.")).toBeVisible();
  await expect(page.getByText(/\d+ requests? that waits? for an answer/)).toBeVisible();
  await look(page, "consent-version");
  await page.getByRole("button", { name: "Publish it instead" }).click();
  await expect(page.getByText("Version 2 is what families read now")).toBeVisible();
  await expect(page.getByText("What families read, version 2")).toBeVisible();
  await expect(page.getByRole("heading", { name: /not published yet/ })).toHaveCount(0);
});

test("a record has its receipt and its paper, and is taken back on somebody's word", async ({ page }) => {
  const api = await as(people.coordinator);
  const cohort = await drawnCohort(api, 3);
  await publishedForm(api, cohort.id);
  const [member] = await members(api, cohort.id);
  await answered(api, member!.id);
  await signIn(page, people.coordinator);
  await page.goto(`/cohorts/${cohort.id}/consent?member=${member!.id}`);
  const records = page.getByRole("region", { name: "What was decided" });
  const hers = records.getByRole("listitem").filter({ hasText: "A Guardian" });
  await hers.getByRole("button", { name: "Receipt" }).click();
  const receipt = page.getByRole("dialog", { name: "Consent receipt" });
  await expect(receipt.getByText("Version 1")).toBeVisible();
  await look(page, "consent-receipt");
  const saving = page.waitForEvent("download");
  await receipt.getByRole("button", { name: "Download as JSON" }).click();
  const saved = JSON.parse(readFileSync(await (await saving).path(), "utf8")) as { version: string; purposes: unknown[] };
  expect([saved.version, saved.purposes.length]).toEqual(["1.0", 4]);
  await page.keyboard.press("Escape");
  await expect(hers.getByRole("button", { name: "Receipt" })).toBeFocused();

  page.on("filechooser", () => undefined); // so that the browser asks us, from the first press on
  const choosing = page.waitForEvent("filechooser");
  await hers.getByRole("button", { name: "Attach the scan" }).click();
  await (await choosing).setFiles({ name: "paper.txt", mimeType: "text/plain", buffer: Buffer.from("no scan") });
  await expect(hers.getByRole("alert")).toContainText("A scan is a PDF, a PNG or a JPEG.");
  const again = page.waitForEvent("filechooser");
  await hers.getByRole("button", { name: "Attach the scan" }).click();
  await (await again).setFiles({ name: "paper.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 paper") });
  const opening = page.waitForEvent("download");
  await hers.getByRole("button", { name: "Open the scan" }).click();
  expect(readFileSync(await (await opening).path(), "utf8")).toBe("%PDF-1.7 paper");

  await hers.getByRole("button", { name: "Take it back" }).click();
  await expect(hers.getByLabel("What do they take back?")).toBeFocused();
  await hers.getByLabel("What do they take back?").selectOption({ label: "Be recorded" });
  await look(page, "consent-withdraw");
  await hers.getByRole("button", { name: "Record that it is taken back" }).click();
  await expect(records.getByText("Be recorded: Taken back")).toBeVisible();
  await hers.last().getByRole("button", { name: "Take it back" }).click();
  await expect(hers.last().getByText(/^Nothing that Student \d+ said is written down now\.$/)).toBeVisible();
  await hers.last().getByRole("button", { name: "Record that it is taken back" }).click();
  await expect(records.getByText(/Take part: Taken back/)).toBeVisible();
  await expect(records.getByRole("listitem").filter({ hasText: "A Student" }).getByRole("button", { name: "Take it back" })).toBeVisible();
});

test("what was decided is told in Spanish", async ({ page }) => {
  const api = await as(people.coordinator);
  const cohort = await drawnCohort(api, 3);
  await publishedForm(api, cohort.id);
  const [member] = await members(api, cohort.id);
  await answered(api, member!.id);
  await signIn(page, people.coordinator, "es");
  await page.goto(`/cohorts/${cohort.id}/consent?member=${member!.id}`);
  await expect(page.getByText("Lo que se decidió")).toBeVisible();
  await look(page, "consent-records", "es");
});
