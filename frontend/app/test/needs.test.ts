import { expect, test } from "vitest";
import { aWeekFrom } from "@/features/home/useSessionNeeds";

test.each(["2026-11-29T00:00", "2026-11-29T03:00", "2026-11-29T23:59"])("what is planned for ten in a week is near at %s", (now) => {
  const end = aWeekFrom(Date.parse(now));
  expect(Date.parse("2026-12-06T10:00")).toBeLessThan(end);
  expect(Date.parse("2026-12-07T00:00")).toBe(end);
});
