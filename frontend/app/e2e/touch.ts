import { type Locator, type Page, expect } from "@playwright/test";
import { type Hands, lineOf, opener } from "./hands";
import { sizes } from "./look";

/** A finger hits this; in the live session, where one looks at students, it needs the larger. */
const LEAST = 24;
const LIVE = 44;

/** What on the page is too small for a finger. Links within a sentence are as tall as their line. */
function tooSmall(least: number): string[] {
  const bounds = (one: Element) => {
    const labels = one instanceof HTMLInputElement ? [...(one.labels ?? [])] : [];
    const boxes = [one, ...labels].map((part) => part.getBoundingClientRect());
    const span = (from: number[], to: number[]) => Math.max(...to) - Math.min(...from);
    return {
      width: span(boxes.map(({ left }) => left), boxes.map(({ right }) => right)),
      height: span(boxes.map(({ top }) => top), boxes.map(({ bottom }) => bottom)),
    };
  };
  const inSentence = (one: Element) => one.matches("a") && getComputedStyle(one).display === "inline";
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")];
  return all
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".tm-skip, .skip, .tm-hidden") && !inSentence(one))
    .filter((one) => Math.min(bounds(one).width, bounds(one).height) < least - 0.5)
    .map((one) => `${one.outerHTML.slice(0, 90)} ${JSON.stringify(bounds(one))}`);
}

/** The page as a thumb finds it: as wide as the phone, everything large enough. */
async function expectHandy(page: Page): Promise<void> {
  const width = () => page.evaluate(() => Math.max(document.documentElement.scrollWidth, window.innerWidth));
  await expect.poll(width, `${page.url()} is wider than the phone`).toBeLessThanOrEqual(sizes.phone.width);
  const live = /\/(moderate|notes)$/.test(page.url());
  await expect.poll(() => page.evaluate(tooSmall, live ? LIVE : LEAST), page.url()).toEqual([]);
}

function withFingers(page: Page): Omit<Hands, "another"> {
  const tap = async (target: Locator): Promise<void> => {
    await target.waitFor();
    await expectHandy(page);
    await target.tap();
  };
  return {
    page,
    press: tap,
    tick: async (target) => {
      if (!(await target.isChecked())) await tap(target);
      await expect(target).toBeChecked();
    },
    fill: async (field, text) => {
      await tap(field);
      await expect(field).toBeFocused();
      // The phone's own keyboard, or its wheel of days.
      await field.fill(text);
    },
    choose: async (list, option) => {
      await list.waitFor();
      await expectHandy(page);
      // The list that opens is the phone's own, outside the page.
      await list.selectOption(typeof option === "number" ? { index: option } : { label: option });
    },
    upload: async (button, paper) => {
      const opened = page.waitForEvent("filechooser");
      await tap(button);
      await (await opened).setFiles(paper);
    },
    mark: async (words) => {
      const each = words.split(" ");
      const word = (text: string) => page.getByRole("group", { name: "Tap the words" }).getByRole("button", { name: text, exact: true });
      await tap(word(each[0] ?? "").first());
      await tap(word(each.at(-1) ?? "").first());
      await expect(page.getByText(`“${words}”`)).toBeVisible();
    },
    note: async (seat, words) => {
      await tap(page.getByRole("group", { name: "Who speaks" }).getByRole("button").nth(seat - 1));
      await tap(lineOf(page));
      await lineOf(page).fill(words);
      await tap(page.getByRole("button", { name: "Keep" }));
    },
  };
}

export const fingers = opener(withFingers, { viewport: sizes.phone, hasTouch: true, isMobile: true });
