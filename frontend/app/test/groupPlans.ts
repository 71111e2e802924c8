import type { Broken } from "../src/features/groups/plan";
import type { GroupPlan } from "../src/lib/queries/groups";

const group = (number: number, member_ids: string[]) => ({ round: 1, number, member_ids, facilitator_id: null, period: null, held: false, repeats: 0 });

/** Two groups of two. */
export const confirmed: GroupPlan = {
  id: "p",
  cohort_id: "c",
  round: 1,
  rounds: [{ round: 1, status: "confirmed" }],
  status: "confirmed",
  groups: [group(1, ["a", "b"]), group(2, ["c", "d"])],
  individual_ids: [],
  pinned_ids: [],
  members: [],
  broken: [],
  met_again: 0,
  proved: true,
  asked: { groups: 2 },
  confirmed_at: "",
  confirmed_by: null,
  created_at: "",
  updated_at: "",
  version: 2,
};

/** In the second. */
export const broken: Broken = { rule: "only_one", hard: true, group: 2, member_ids: ["c"], criterion: "el", value: "yes", count: null, low: null, high: null };
