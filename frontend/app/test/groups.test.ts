import { describe, expect, test } from "vitest";
import type { GroupPlan } from "@/lib/queries/groups";
import { askOf, fieldsOf, groupsOf, sizesOf, words } from "@/features/groups/ask";
import { changed, inverse, placeOf, sameMembers, spread, stepped, unplaced } from "@/features/groups/plan";
import { momentOf } from "@/features/sessions/plan";

const group = (number: number, member_ids: string[]) => ({ number, member_ids, facilitator_id: null, period: null, held: false });

const plan: GroupPlan = {
  id: "p",
  cohort_id: "c",
  status: "proposed",
  groups: [group(1, ["a", "b"]), group(2, ["c", "d"])],
  individual_ids: ["e"],
  pinned_ids: [],
  members: ["a", "b", "c", "d", "e", "f"].map((member_id) => ({ member_id, values: { gender: "abe".includes(member_id) ? "female" : "male" } })),
  broken: [],
  proved: true,
  asked: { groups: 2 },
  confirmed_at: null,
  confirmed_by: null,
  created_at: "",
  updated_at: "",
  version: 1,
};

describe("a plan", () => {
  test("knows where a member sits: in a group, alone, or nowhere yet", () => {
    expect([placeOf(plan, "c"), placeOf(plan, "e"), placeOf(plan, "f")]).toEqual([2, null, undefined]);
    expect(unplaced(plan)).toEqual(["f"]);
  });

  test("is shown with a change before the server has taken it", () => {
    const next = changed(plan, { moves: [{ member_id: "a", group: 2 }, { member_id: "c", group: null }], held: [2] });
    expect(next.groups.map(({ member_ids }) => member_ids)).toEqual([["b"], ["d", "a"]]);
    expect(next.individual_ids).toEqual(["e", "c"]);
    expect(next.groups.map(({ held }) => held)).toEqual([false, true]);
  });

  test("is the same with a change that it holds already", () => {
    const change = { moves: [{ member_id: "a", group: 2 }] };
    const once = changed(plan, change);
    expect(changed(once, change).groups.map(({ member_ids }) => member_ids.toSorted())).toEqual(
      once.groups.map(({ member_ids }) => member_ids.toSorted()),
    );
  });

  test("is what it was after a change and its inverse", () => {
    const change = { moves: [{ member_id: "a", group: null }], places: [{ group: 1, facilitator_id: "x", period: "2" }], pinned_ids: ["b"] };
    const back = changed(changed(plan, change), inverse(plan, change));
    expect(back.groups.map(({ member_ids }) => member_ids.toSorted())).toEqual([["a", "b"], ["c", "d"]]);
    expect([back.groups[0]!.facilitator_id, back.pinned_ids, back.individual_ids]).toEqual([null, [], ["e"]]);
  });

  test("has no way back for who sat nowhere", () => {
    expect(inverse(plan, { moves: [{ member_id: "f", group: 1 }] })).toEqual({});
  });
});

test("the spread of a value leaves those out who are interviewed alone", () => {
  expect(spread(plan, "gender")).toEqual([
    { value: "female", counts: [2, 0], total: 2, low: 1, high: 1 },
    { value: "male", counts: [0, 2], total: 2, low: 1, high: 1 },
  ]);
});

test("the arrow keys go round all places, and begin at either end for who sits nowhere", () => {
  const places = [1, 2, null];
  expect(stepped(places, 1, 1)).toBe(2);
  expect(stepped(places, 2, 1)).toBeNull();
  expect(stepped(places, null, 1)).toBe(1);
  expect(stepped(places, 1, -1)).toBeNull();
  expect(stepped(places, undefined, 1)).toBe(1);
  expect(stepped(places, undefined, -1)).toBeNull();
});

test("members are the same in whichever order", () => {
  expect(sameMembers(["a", "b"], ["b", "a"])).toBe(true);
  expect(sameMembers(["a", "b"], ["a"])).toBe(false);
});

describe("an ask", () => {
  test("comes back from the form as it was", () => {
    const ask = {
      groups: 3,
      modality: "online" as const,
      smallest: 2,
      largest: 5,
      balance: ["grade"],
      together: [{ criterion: "el", value: "yes" }],
      apart: [["a", "b"] as [string, string]],
      grade_span: 2,
      facilitators: [{ user_id: "x", is_outsider: true, periods: ["2"] }],
      accept_unknown: true,
      periods: ["2", "5"],
      availability: [{ member_id: "a", periods: ["5"] }],
      free_by_classes: true,
    };
    expect(askOf(fieldsOf(ask))).toEqual(ask);
  });

  test("leaves out pairs that were not finished", () => {
    const fields = { ...fieldsOf({ groups: 2 }), apart: [["a", ""], ["a", "a"], ["a", "b"]] as [string, string][] };
    expect(askOf(fields).apart).toEqual([["a", "b"]]);
  });

  test("reads periods however they are parted, each once", () => {
    expect(words(" 2, 5;2\n 10:30 ,")).toEqual(["2", "5", "10:30"]);
  });

  test("says when groups are too large or too small for how they meet", () => {
    expect(groupsOf(20, 6)).toBe(4);
    expect(sizesOf(20, 3, "in_person")).toEqual({ least: 6, most: 7, word: "fine" });
    expect(sizesOf(20, 3, "online").word).toBe("refused");
    expect(sizesOf(18, 2, "in_person").word).toBe("advised");
    expect(sizesOf(22, 2, "in_person").word).toBe("refused");
    expect(sizesOf(5, 4, "in_person").word).toBe("few");
  });
});

test("a period that is an hour fills it in; another is left at ten", () => {
  expect(momentOf("13:45")).toMatch(/T13:45$/);
  expect(momentOf("3")).toMatch(/T10:00$/);
  expect(momentOf(null)).toMatch(/T10:00$/);
});
