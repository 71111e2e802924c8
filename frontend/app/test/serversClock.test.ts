import { beforeEach, expect, test, vi } from "vitest";

const T = Date.parse("2026-11-23T10:00:00.400Z");
const AHEAD_MS = 120_000;
const date = (moment: number) => new Date(moment).toUTCString();
const exact = (moment: number) => new Date(moment).toISOString();
let clock: typeof import("@/lib/clock");

beforeEach(async () => {
  vi.resetModules();
  clock = await import("@/lib/clock");
});

test("a clock that is right is never corrected, however slow the network and however old the server's second", () => {
  for (const took of [20, 900, 8000]) {
    clock.hearDate(date(T), T - took, T + took);
    clock.hearDate(date(T - 1000), T - took, T + took);
    clock.hearMoment(exact(T), T - took, T + took);
  }
  expect(clock.clockBehind()).toBe(0);
});

test("a clock that is two minutes ahead is known within two seconds, and then stays as it is known", () => {
  clock.hearDate(date(T), T + AHEAD_MS, T + AHEAD_MS + 50);
  const known = clock.clockBehind();
  expect(Math.abs(known + AHEAD_MS)).toBeLessThan(2000);
  clock.hearDate(date(T + 1000), T + AHEAD_MS + 1000, T + AHEAD_MS + 1050);
  expect(clock.clockBehind()).toBe(known);
});

test("where an answer tells the moment, a clock is known to the length of the answer's way", () => {
  clock.hearMoment(exact(T), T + AHEAD_MS - 20, T + AHEAD_MS + 30);
  clock.hearDate(date(T), T + AHEAD_MS - 20, T + AHEAD_MS + 30);
  expect(Math.abs(clock.clockBehind() + AHEAD_MS)).toBeLessThan(50);
});

test("a clock that was set right meanwhile is believed again", () => {
  clock.hearDate(date(T), T + AHEAD_MS, T + AHEAD_MS + 50);
  clock.hearMoment(exact(T + 5000), T + 4980, T + 5030);
  expect(Math.abs(clock.clockBehind())).toBeLessThan(50);
});

test("what a screen of before knew holds until a server answers", () => {
  clock.recallClock(-60_000);
  expect(clock.onServer("2026-11-23T10:01:00.000Z")).toBe("2026-11-23T10:00:00.000Z");
  clock.hearDate(null, T, T);
  expect(clock.clockBehind()).toBe(-60_000);
  clock.hearDate(date(T), T, T + 50);
  expect(clock.clockBehind()).toBe(0);
  clock.recallClock(-60_000);
  expect(clock.clockBehind()).toBe(0);
});
