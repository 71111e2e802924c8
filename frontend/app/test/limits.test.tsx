import i18next from "i18next";
import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { LeftOut } from "../src/features/draw/LeftOut";
import { ThisYear } from "../src/features/draw/ThisYear";
import { dayIn } from "../src/features/limits/mutations";
import { HeardOften } from "../src/features/sessions/HeardOften";
import draw from "../src/locales/en/draw.json";
import sessions from "../src/locales/en/sessions.json";
import { show } from "./show";

i18next.addResourceBundle("en", "draw", draw);
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

test("a plan warns of those alone who are chosen and at the limit", () => {
  const year = { known: true, rounds: 2, minutes: 75 };
  const members = [
    { id: "a", pseudonym: "Student 1", this_year: { ...year, reached: "rounds" as const } },
    { id: "b", pseudonym: "Student 2", this_year: { ...year, reached: "rounds" as const } },
    { id: "c", pseudonym: "Student 3", this_year: { ...year, reached: null } },
    { id: "d", pseudonym: "Student 4", this_year: null },
  ];
  show(<HeardOften members={members} chosen={["a", "c", "d"]} />);
  expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
    "Student 1: 2 rounds, 75 minutes out of class",
  ]);
});

test("a limit holds from the district's today, whatever day it is for the reader", () => {
  const early = new Date("2026-11-24T05:00:00Z");
  expect(dayIn("America/Los_Angeles", early)).toBe("2026-11-23");
  expect(dayIn("Pacific/Auckland", early)).toBe("2026-11-24");
});
