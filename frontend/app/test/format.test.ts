import { describe, expect, test } from "vitest";
import { sayDay, sayMoment } from "../src/lib/format";

const now = new Date(2026, 10, 23, 10, 0);
const day = (y: number, m: number, d: number) => new Date(y, m - 1, d);

describe("a day is said as people say it", () => {
  test.each([
    [day(2026, 11, 23), "Today", "Hoy"],
    [day(2026, 11, 24), "Tomorrow", "Mañana"],
    [day(2026, 11, 26), "Thursday", "Jueves"],
    [day(2026, 5, 4), "May 4", "4 may"],
    [day(2025, 5, 4), "May 4, 2025", "4 may 2025"],
  ])("%s", (date, english, spanish) => {
    expect(sayDay(date, "en", now)).toBe(english);
    expect(sayDay(date, "es", now)).toBe(spanish);
  });
});

test("a moment within the hour is said by how long it is until then", () => {
  expect(sayMoment(new Date(2026, 10, 23, 10, 20), "en", now)).toBe("In 20 minutes");
  expect(sayMoment(new Date(2026, 10, 23, 15, 0), "en", now)).toMatch(/^Today, 3:00\sPM$/);
});
