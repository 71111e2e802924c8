import { expect, test } from "vitest";
import { narrowed } from "@/features/access/PeopleFilters";
import type { User } from "@/lib/queries/users";

const user = (name: string, role: User["memberships"][number]["role"]) =>
  ({ name, email: `${name}@cedar.example`, memberships: [{ role, school_id: null }] }) as User;

const all = [user("Álvaro Ruiz", "analyst"), user("Dana Cole", "coordinator"), user("Dan Ruiz", "coordinator")];
const names = (found: User[]) => found.map(({ name }) => name);

test("every word must be found, whatever its accents", () => {
  expect(names(narrowed(all, { q: "ruiz al" }))).toEqual(["Álvaro Ruiz"]);
});

test("a role narrows further", () => {
  expect(names(narrowed(all, { q: "ruiz", role: "coordinator" }))).toEqual(["Dan Ruiz"]);
  expect(narrowed(all, {})).toHaveLength(3);
});
