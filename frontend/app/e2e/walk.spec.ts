import { type Browser, test } from "@playwright/test";
import { type Opens, mouse } from "./hands";
import { keyboard } from "./keyboard";
import { fingers } from "./touch";
import { walk } from "./walk";

// The same walk with whatever a person has: each is a round of its own, on a screen of its own.
test.describe.configure({ mode: "parallel" });

async function go(browser: Browser, opens: Opens, how: string): Promise<void> {
  const hands = await opens(browser);
  await walk(hands, browser, `Walk ${how} ${Date.now()}`);
  await hands.page.context().close();
}

for (const [how, opens] of Object.entries({ "by mouse": mouse, "by keyboard alone": keyboard, "by touch on a phone": fingers }))
  test(`from a roster file to what students are told, ${how}`, async ({ browser }) => {
    test.setTimeout(240_000);
    await go(browser, opens, how);
  });
