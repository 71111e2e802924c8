import { screen } from "@testing-library/react";
import i18next from "i18next";
import { expect, test } from "vitest";
import { Rules } from "../src/features/groups/GroupCard";
import { Working } from "../src/features/groups/Working";
import type { Broken } from "../src/features/groups/plan";
import groups from "../src/locales/en/groups.json";
import type { GroupsSolve } from "../src/lib/queries/groups";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { show } from "./show";

i18next.addResourceBundle("en", "groups", groups);

const none = { hard: false, group: 1, criterion: null, value: null, count: null, low: null, high: null };
const met = (one: string, other: string): Broken => ({ ...none, rule: "met_before", member_ids: [one, other] });

test("of many pairs that met before two are named and the others counted, and what must hold comes whole", () => {
  const apart = [1, 2, 3].map((n): Broken => ({ ...none, rule: "no_contact", hard: true, member_ids: [`x${n}`, `y${n}`] }));
  const broken = [...apart, met("a", "b"), met("a", "c"), met("b", "c"), met("a", "d")];
  const { container } = show(<Rules broken={broken} say={({ rule, member_ids }) => `${rule} ${member_ids.join(" ")}`} />);
  expect([...container.querySelectorAll("li")].map((line) => line.textContent)).toEqual([
    ...apart.map(({ member_ids }) => `Must be mended: no_contact ${member_ids.join(" ")}`),
    "Wish: met_before a b",
    "Wish: met_before a c",
    "2 more pairs met before.",
  ]);
});

test("what the roster can't tell is no wish, and asks to be looked at", () => {
  const told: Broken = { ...none, rule: "grade_unknown", member_ids: ["a"] };
  const { container } = show(<Rules broken={[told]} say={({ rule }) => rule} />);
  expect(container.querySelector("li")?.textContent).toBe("Look at this: grade_unknown");
});

const solve: GroupsSolve = {
  id: "s",
  status: "running",
  asked: { groups: 2, rounds: 3 },
  phase: "plans",
  part: 2,
  seconds: 0,
  bound: null,
  best: null,
  cancel_requested: false,
  problem: null,
  created_at: "",
  ended_at: null,
};

function working(part: Partial<GroupsSolve>): string {
  const page = show(
    <QueryClientProvider client={new QueryClient()}>
      <Working cohortId="c" solve={{ ...solve, ...part }} />
    </QueryClientProvider>,
  );
  const label = screen.getByRole("progressbar").getAttribute("aria-label") ?? page.container.textContent;
  page.unmount();
  return label;
}

test("the work says which round it is at, and nothing of rounds where there is one", () => {
  expect(working({})).toContain("Round 2 of 3: Trying ways to split the students");
  expect(working({ part: null, asked: { groups: 2, rounds: 3, round: 3 } })).toContain("Round 3 of 3: ");
  expect(working({ part: null, asked: { groups: 2 } })).not.toContain("Round");
  expect(working({ part: null, asked: null })).not.toContain("Round");
});
