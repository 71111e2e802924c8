import { describe, expect, test } from "vitest";
import { endOf } from "@/features/live/clock";

const plan = { starts_at: "2026-11-30T10:00:00Z", ends_at: "2026-11-30T10:45:00Z" };
const at = (moment: string) => Date.parse(moment);

describe("when the planned time is used up", () => {
  test("before it has begun, the plan says so", () => {
    expect(endOf({ ...plan, started_at: null })).toBe(at("2026-11-30T10:45:00Z"));
  });

  test("begun a week early it still lasts 45 minutes, not a week", () => {
    expect(endOf({ ...plan, started_at: "2026-11-23T09:00:00Z" })).toBe(at("2026-11-23T09:45:00Z"));
  });

  test("begun late nobody loses their minutes", () => {
    expect(endOf({ ...plan, started_at: "2026-11-30T10:10:00Z" })).toBe(at("2026-11-30T10:55:00Z"));
  });
});
