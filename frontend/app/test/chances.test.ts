import { expect, test } from "vitest";
import { coarse, eligible, histogram } from "@/features/draw/chances";

test("every student is in one bin", () => {
  const turns = [50, 50, 51, 63, 200];
  const bins = histogram(turns, 4);
  expect(bins.reduce((sum, { students }) => sum + students, 0)).toBe(5);
  expect(bins.length).toBeLessThanOrEqual(4);
  expect(bins[0]).toMatchObject({ low: 50, students: 4 });
  expect(bins.at(-1)!.high).toBe(200);
  expect(bins.map(({ low }) => low).slice(1)).toEqual(bins.slice(0, -1).map(({ high }) => high + 1));
});

test("one chance for everybody is one bin, and nobody at all is none", () => {
  expect(histogram([60, 60, 60])).toEqual([{ low: 60, high: 60, students: 3 }]);
  expect(histogram([])).toEqual([]);
});

test("who fits into no group is left out, and who had no chance though they fit is not", () => {
  const certificate = { appearances: [0, 0, 700], excluded: [1] } as Parameters<typeof eligible>[0];
  expect(eligible(certificate)).toEqual([0, 700]);
  expect(eligible({ ...certificate, appearances: null, excluded: null })).toBeNull();
});

test("a share for a board tells no small group from none", () => {
  expect(coarse(0.02)).toBe(0);
  expect(coarse(0.41)).toBeCloseTo(0.4);
});
