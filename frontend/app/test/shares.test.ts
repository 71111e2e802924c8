import { expect, test } from "vitest";
import type { Funnel, Steps } from "@/features/funnel/queries";
import { leastHeard, share } from "@/features/funnel/shares";

const steps = (pool: number | null, drawn: number | null, spoke: number | null): Steps => ({
  pool,
  drawn,
  consented: spoke,
  attended: spoke,
  spoke,
});
const funnel = (total: Steps, rows: [string, Steps][]): Funnel => ({
  pool_at: null,
  total,
  withheld: [],
  criteria: [{ criterion: "grade", rows: rows.map(([value, of]) => ({ value, label: value, steps: of })) }],
});

test("a share is of its own step, and none where nobody came or nothing is shown", () => {
  expect(share(steps(50, 4, 0), steps(200, 16, 0), "drawn")).toBe(0.25);
  expect(share(steps(50, 4, 0), steps(200, 16, 0), "spoke")).toBeNull();
  expect(share(steps(null, 4, 0), steps(200, 16, 0), "pool")).toBeNull();
});

test("the value that lost most of its share is named, at the last step that anybody reached", () => {
  const found = funnel(steps(100, 20, 10), [
    ["9", steps(50, 10, 2)],
    ["10", steps(50, 10, 8)],
  ]);
  expect(leastHeard(found)).toEqual({ criterion: "grade", value: "9", step: "spoke", was: 0.5, is: 0.2 });
  const early = funnel(steps(100, 20, 0), [["9", steps(50, 5, 0)], ["10", steps(50, 15, 0)]]);
  expect(leastHeard(early)?.step).toBe("drawn");
});

test("a small difference is not worth a word, and a hidden one is not told", () => {
  expect(leastHeard(funnel(steps(100, 20, 20), [["9", steps(50, 9, 9)], ["10", steps(50, 11, 11)]]))).toBeNull();
  expect(leastHeard(funnel(steps(100, 20, 20), [["9", steps(null, null, null)]]))).toBeNull();
  expect(leastHeard(funnel(steps(100, 0, 0), []))).toBeNull();
});
