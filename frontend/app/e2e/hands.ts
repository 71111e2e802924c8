import { type Browser, type BrowserContextOptions, type Locator, type Page, expect } from "@playwright/test";
import { sizes } from "./look";

export interface Paper {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** What a person does to a page, whatever they do it with. */
export interface Hands {
  readonly page: Page;
  /** Press a button, follow a link. */
  press: (target: Locator) => Promise<void>;
  /** Check a box, choose a radio. */
  tick: (target: Locator) => Promise<void>;
  fill: (field: Locator, text: string) => Promise<void>;
  /** Choose from a list by what it says, or by its place. */
  choose: (list: Locator, option: string | number) => Promise<void>;
  upload: (button: Locator, paper: Paper) => Promise<void>;
  /** Select the first words of the text that is open for marking. */
  mark: (words: string) => Promise<void>;
  /** Write down what the student in a seat says. */
  note: (seat: number, words: string) => Promise<void>;
  /** Hands of the same kind before another screen. */
  another: Opens;
}

/** Opens a screen of its own: its own sign-in, its own storage. */
export type Opens = (browser: Browser, options?: BrowserContextOptions) => Promise<Hands>;

export function opener(made: (page: Page) => Omit<Hands, "another">, usual: BrowserContextOptions): Opens {
  const open: Opens = async (browser, options) => {
    const page = await (await browser.newContext({ reducedMotion: "no-preference", ...usual, ...options })).newPage();
    page.setDefaultTimeout(15_000);
    // Choosers are caught for as long as somebody listens: begun with the press, that may come too late.
    page.on("filechooser", () => undefined);
    return { ...made(page), another: open };
  };
  return open;
}

export const wordsOf = (page: Page) => page.getByRole("textbox", { name: "Select the words" });
export const lineOf = (page: Page) => page.getByRole("textbox", { name: "What is said" });

export const selectedIn = (box: Locator) =>
  box.evaluate((field: HTMLTextAreaElement) => field.value.slice(field.selectionStart, field.selectionEnd));

const withMouse = (page: Page): Omit<Hands, "another"> => ({
  page,
  press: (target) => target.click(),
  tick: (target) => target.check(),
  fill: (field, text) => field.fill(text),
  choose: async (list, option) => {
    await list.selectOption(typeof option === "number" ? { index: option } : { label: option });
  },
  upload: async (button, paper) => {
    const opened = page.waitForEvent("filechooser");
    await button.click();
    await (await opened).setFiles(paper);
  },
  mark: async (words) => {
    const box = wordsOf(page);
    const { x, y } = (await box.boundingBox())!;
    await page.mouse.move(x + 4, y + 20);
    await page.mouse.down();
    for (let to = x + 8; (await selectedIn(box)) !== words && to < x + 600; to += 3) await page.mouse.move(to, y + 20);
    await page.mouse.up();
    expect(await selectedIn(box)).toBe(words);
  },
  note: async (seat, words) => {
    const line = lineOf(page);
    await line.press(String(seat));
    await line.pressSequentially(words);
    await line.press("Enter");
  },
});

export const mouse = opener(withMouse, { viewport: sizes.chromebook });
