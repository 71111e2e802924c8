import { expect, test } from "vitest";
import { items, pages } from "../src/pages.js";

const read = (cursor: string | undefined) => {
  const at = Number(cursor ?? 0);
  const next_cursor = at < 2 ? String(at + 1) : null;
  return Promise.resolve({ data: { items: [at * 2, at * 2 + 1], next_cursor } });
};

test("items come page after page until the cursor ends", async () => {
  expect(await Array.fromAsync(items(read))).toEqual([0, 1, 2, 3, 4, 5]);
});

test("a list longer than the bound is an error, not a short list", async () => {
  const all = Array.fromAsync(pages(read, 2));
  await expect(all).rejects.toThrow(RangeError);
});
