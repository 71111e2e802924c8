import { describe, expect, test } from "vitest";
import type { GroupPlan } from "@/lib/queries/groups";
import { askOf, boundsOf, fieldsOf, groupsOf, sizesOf, words } from "@/features/groups/ask";
import { changed, inverse, placeOf, sameMembers, spread, stepped, unplaced } from "@/features/groups/plan";
import { leadOf } from "@/features/sessions/beginning";
import { momentOf } from "@/features/sessions/plan";
import { roundIn } from "@/lib/queries/groups";

const empty = { round: 2, facilitator_id: null, period: null, held: false, repeats: 0 };
const group = (number: number, member_ids: string[]) => ({ ...empty, number, member_ids });

const plan: GroupPlan = {
  id: "p",
  cohort_id: "c",
  round: 2,
  rounds: [{ round: 1, status: "confirmed" }, { round: 2, status: "proposed" }],
  status: "proposed",
  groups: [group(1, ["a", "b"]), group(2, ["c", "d"])],
  individual_ids: ["e"],
  pinned_ids: [],
  members: ["a", "b", "c", "d", "e", "f"].map((member_id) => ({ member_id, values: { gender: "abe".includes(member_id) ? "female" : "male" } })),
  broken: [],
  met_again: 0,
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

  test("names the round in the way back, so that it is taken in no other", () => {
    const change = { moves: [{ member_id: "a", group: 2 }], places: [{ group: 1, facilitator_id: "x", period: "2" }] };
    const { moves, places } = inverse(plan, change);
    expect(moves).toEqual([{ member_id: "a", group: 1, round: 2 }]);
    expect(places).toEqual([{ group: 1, facilitator_id: null, period: null, round: 2 }]);
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
      rounds: 1,
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

  test("for several rounds has the time for them, as far as it is given", () => {
    const asked = (rounds: string) => askOf({ ...fieldsOf({ groups: 2 }), rounds });
    expect(asked("")).toMatchObject({ rounds: 1 });
    expect(asked("2")).toMatchObject({ rounds: 2, time_limit: 40 });
    expect(asked("5")).toMatchObject({ rounds: 5, time_limit: 60 });
    expect(fieldsOf({ groups: 2, rounds: 3 }).rounds).toBe("3");
  });

  test("goes by the sizes that the district decided", () => {
    expect(boundsOf("in_person", { warn: 8, refuse: 10 })).toEqual({ usual: 6, advised: 8, most: 10 });
    expect(boundsOf("online", { warn: 3, refuse: 12 })).toEqual({ usual: 3, advised: 3, most: 12 });
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
    const [inPerson, online] = [{ usual: 6, advised: 8, most: 10 }, { usual: 4, advised: 5, most: 6 }];
    expect(sizesOf(20, 3, inPerson)).toEqual({ least: 6, most: 7, word: "fine" });
    expect(sizesOf(20, 3, online).word).toBe("refused");
    expect(sizesOf(18, 2, inPerson).word).toBe("advised");
    expect(sizesOf(22, 2, inPerson).word).toBe("refused");
    expect(sizesOf(5, 4, inPerson).word).toBe("few");
  });
});

test("a period that is an hour fills it in; another is left at ten", () => {
  expect(momentOf("13:45")).toMatch(/T13:45$/);
  expect(momentOf("3")).toMatch(/T10:00$/);
  expect(momentOf(null)).toMatch(/T10:00$/);
});

test("a later round is a week later, for rounds are on different days", () => {
  const day = (round: number) => Date.parse(momentOf("13:45", round).slice(0, 10));
  expect((day(3) - day(1)) / 86_400_000).toBe(14);
  expect(momentOf("13:45", 3)).toMatch(/T13:45$/);
});

test("the address names a round that there can be, or the first", () => {
  expect(roundIn({ round: 2 })).toEqual({ round: 2 });
  expect([{ round: 0 }, { round: 6 }, { round: 1.5 }, { round: "2" }, {}].map(roundIn)).toEqual([{}, {}, {}, {}, {}]);
});

test("a session says of which round it is where there are several", () => {
  expect(leadOf({ period: "2", round: null })).toBe("schedulePeriod");
  expect(leadOf({ period: null, round: null })).toBe("scheduleLead");
  expect(leadOf({ period: "2", round: 2 })).toBe("scheduleRoundPeriod");
  expect(leadOf({ period: null, round: 2 })).toBe("scheduleRound");
});
