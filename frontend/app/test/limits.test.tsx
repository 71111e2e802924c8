import i18next from "i18next";
import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { LeftOut } from "../src/features/draw/LeftOut";
import { ThisYear } from "../src/features/draw/ThisYear";
import { ClassTime } from "../src/features/limits/ClassTime";
import { dayIn } from "../src/features/limits/mutations";
import { Beyond } from "../src/features/sessions/Beyond";
import draw from "../src/locales/en/draw.json";
import limits from "../src/locales/en/limits.json";
import sessions from "../src/locales/en/sessions.json";
import { show } from "./show";

i18next.addResourceBundle("en", "draw", draw);
i18next.addResourceBundle("en", "limits", limits);
i18next.addResourceBundle("en", "sessions", sessions);

test("a pool says who is left out, and which limit they reached", () => {
  const left_out = [
    { reason: "rounds" as const, limit: 2, students: 4 },
    { reason: "minutes" as const, limit: 90, students: 1 },
  ];
  show(<LeftOut guard={{ state: "on", left_out }} />);
  expect(screen.getByText("4 students are left out: already heard in 2 rounds this school year.")).toBeTruthy();
  expect(screen.getByText("1 student is left out: already out of class for 90 minutes or more this school year.")).toBeTruthy();
});

test("where no school year is known, a pool says that nobody can tell", () => {
  show(<LeftOut guard={{ state: "unknown", left_out: [] }} />);
  expect(screen.getByText(/nobody has said when this year began/)).toBeTruthy();
});

test("what is not known of a student's year is not shown as zero", () => {
  show(<ThisYear year={{ known: false, rounds: null, minutes: null, reached: null }} />);
  expect(screen.getByText("Not known")).toBeTruthy();
});

test("a student at the limit is marked", () => {
  show(<ThisYear year={{ known: true, rounds: 2, minutes: 75, reached: "rounds" }} />);
  expect(screen.getByText("2 rounds, 75 min: at the limit")).toBeTruthy();
});

const student = { detail: "", member_id: "a", pseudonym: "Student 1", limit: 60, so_far: 75, planned: 0, adds: 50 };

test("a plan names whom it takes beyond a limit, and what that is made of", () => {
  const warnings = [
    { ...student, code: "limit_reached" as const, reason: "minutes" as const },
    { ...student, code: "limit_passed" as const, reason: "minutes" as const, member_id: "b", pseudonym: "Student 2", so_far: 20, planned: 30 },
    { ...student, code: "limit_passed" as const, reason: "rounds" as const, limit: 1, so_far: 1, planned: 0, adds: 1 },
  ];
  show(<Beyond warnings={warnings} />);
  expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
    "Student 1 is at the limit already: 75 minutes out of class, of 60 at most",
    "Student 2 would come to 100 minutes out of class, of 60 at most: 20 so far, 30 planned already, and 50 in this session",
    "Student 1 would come to 2 rounds, of 1 at most: 1 so far and 1 in this session",
  ]);
});

test("a plan of which nobody can tell the year says so", () => {
  show(<Beyond warnings={[{ code: "year_unknown", detail: "" }]} />);
  expect(screen.getByText(/nobody can tell who is at the limit/)).toBeTruthy();
  expect(screen.queryByRole("list")).toBeNull();
});

test("a large group alone is no matter of the limits", () => {
  show(<Beyond warnings={[{ code: "large_group", detail: "" }]} />);
  expect(screen.queryByText(/limit/)).toBeNull();
});

const year = { known: true, starts_on: "2026-08-15", ends_before: "2027-08-15", source: "roster" as const };
const shown = { students: 600, out_of_class: 42, rounds: 45, minutes: 1890 };
const few = { students: 80, out_of_class: null, rounds: null, minutes: null };

test("each school has its class time, or says that too few students were out of class", () => {
  const schools = [{ school_id: "n", name: "North", ...shown }, { school_id: "s", name: "South", ...few }];
  const withheld = [{ pointer: "/schools/1", reason: "too_few" as const }];
  show(<ClassTime found={{ year, sessions: 9, schools, total: { ...shown, students: 680 }, withheld }} />);
  expect(screen.getAllByRole("row").map((row) => row.textContent)).toEqual([
    "SchoolStudents out of classMinutes, all togetherRounds",
    "North42 of 6001,89045",
    "SouthToo few to show",
    "All schools42 of 6801,89045",
  ]);
  expect(screen.getByText(/since August 15, 2026/)).toBeTruthy();
  expect(screen.getByText(/that one could tell who/)).toBeTruthy();
});

test("where no school year is known, no class time is shown as zero", () => {
  const unknown = { known: false, starts_on: null, ends_before: null, source: null };
  show(<ClassTime found={{ year: unknown, sessions: null, schools: [], total: null, withheld: [] }} />);
  expect(screen.getByText(/nothing can be counted/)).toBeTruthy();
  expect(screen.queryByRole("table")).toBeNull();
});

test("a limit holds from the district's today, whatever day it is for the reader", () => {
  const early = new Date("2026-11-24T05:00:00Z");
  expect(dayIn("America/Los_Angeles", early)).toBe("2026-11-23");
  expect(dayIn("Pacific/Auckland", early)).toBe("2026-11-24");
});
