import { type Locator, type Page, expect } from "@playwright/test";
import { type Hands, lineOf, opener, selectedIn, wordsOf } from "./hands";
import { sizes } from "./look";
import { type Stop, stopAt } from "./stop";

/** Further than this from where one stands, nobody reaches a thing with Tab. */
const FAR = 100;

type Reach = (target: Locator) => Promise<void>;

/** Whoever just came to a page starts at its top; later nobody may be thrown back there. */
function arrivals(page: Page): { fresh: boolean } {
  const seen = { fresh: true };
  page.on("load", () => (seen.fresh = true));
  return seen;
}

function reaching(page: Page): Reach {
  const arrived = arrivals(page);
  const look = async (target: Locator): Promise<Stop> => {
    const stop = await target.evaluate(stopAt);
    if (!stop.lost) {
      expect(stop.ring, `focus can't be seen on ${stop.name}`).toBe(true);
      expect(stop.seen, `${stop.name} has focus, and something hides it`).toBe(true);
    }
    return stop;
  };
  const step = async (target: Locator, from: Stop): Promise<Stop> => {
    await page.keyboard.press(from.key);
    const next = await look(target);
    expect(next.same && !from.parts, `focus is trapped in ${from.name}`).toBe(false);
    return next;
  };
  return async (target) => {
    await target.waitFor();
    await expect(target).toBeEnabled();
    if (!arrived.fresh) await expect.poll(async () => (await target.evaluate(stopAt)).lost, "focus was lost").toBe(false);
    let stop = await look(target);
    for (let tabs = 0; !stop.here; tabs++) {
      expect(tabs, `${String(target)} is too far: still at ${stop.name}`).toBeLessThan(FAR);
      stop = await step(target, stop);
    }
    arrived.fresh = false;
  };
}

/** Month, day and year, from the first of them. */
async function typeDate(page: Page, iso: string): Promise<void> {
  const [year = "", month = "", day = ""] = iso.split("-");
  for (let part = 0; part < 3; part++) await page.keyboard.press("ArrowLeft");
  await page.keyboard.type(month + day + year);
}

async function typeInto(page: Page, field: Locator, text: string): Promise<void> {
  if ((await field.getAttribute("type")) === "date") await typeDate(page, text);
  else {
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(text);
  }
  await expect(field).toHaveValue(text);
}

/** How far down the list, or up, an option is from the one that is chosen. */
const wayTo = (list: HTMLSelectElement, option: string | number) => {
  const open = [...list.options].filter(({ disabled }) => !disabled);
  const at = open.findIndex(({ index, label }) => (typeof option === "number" ? index === option : label === option));
  return at - open.findIndex(({ selected }) => selected);
};

function withKeys(page: Page): Omit<Hands, "another"> {
  const { keyboard } = page;
  const reach = reaching(page);
  return {
    page,
    press: async (target) => {
      await reach(target);
      await keyboard.press("Enter");
    },
    tick: async (target) => {
      await reach(target);
      if (!(await target.isChecked())) await keyboard.press("Space");
      await expect(target).toBeChecked();
    },
    fill: async (field, text) => {
      await reach(field);
      await typeInto(page, field, text);
    },
    choose: async (list, option) => {
      await reach(list);
      const way = await list.evaluate(wayTo, option);
      for (let n = 0; n < Math.abs(way); n++) await keyboard.press(way > 0 ? "ArrowDown" : "ArrowUp");
      expect(await list.evaluate(wayTo, option)).toBe(0);
    },
    upload: async (button, paper) => {
      await reach(button);
      const opened = page.waitForEvent("filechooser");
      await keyboard.press("Enter");
      await (await opened).setFiles(paper);
    },
    mark: async (words) => {
      const box = wordsOf(page);
      await reach(box);
      await keyboard.press("Control+Home");
      for (let n = 0; n < words.length; n++) await keyboard.press("Shift+ArrowRight");
      expect(await selectedIn(box)).toBe(words);
    },
    note: async (seat, words) => {
      await reach(lineOf(page));
      await keyboard.press(String(seat));
      await keyboard.type(words);
      await keyboard.press("Enter");
    },
  };
}

export const keyboard = opener(withKeys, { viewport: sizes.chromebook });
