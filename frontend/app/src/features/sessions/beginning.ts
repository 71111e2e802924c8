import { useQuery } from "@tanstack/react-query";
import { type GroupPlan, groupPlanQuery, mustBeMended, roundIn } from "@/lib/queries/groups";
import { type Beginning, momentOf } from "./plan";

/** Where a new session comes from, as the URL holds it: a confirmed group, or a member of an interview. */
export interface BeginningSearch {
  group?: number | undefined;
  round?: number | undefined;
  member?: string | undefined;
}

export const beginningSearch = ({ group, member, ...search }: Record<string, unknown>): BeginningSearch => ({
  group: typeof group === "number" ? group : undefined,
  ...roundIn(search),
  member: typeof member === "string" ? member : undefined,
});

/** Why nothing is filled in from a group that the address names. */
export type Stopped = "none" | "unconfirmed" | "broken";

interface Found {
  beginning?: Beginning;
  stopped?: Stopped;
  /** When the group meets, in the school's own word. */
  period: string | null;
  /** Null where there is one round only. */
  round: number | null;
}

type Group = GroupPlan["groups"][number];

/** The page of groups leads here only from what may be scheduled; an address can be typed. */
function groupOf(plan: GroupPlan, number: number): Group | Stopped {
  const group = plan.groups.find((one) => one.number === number);
  if (!group) return "none";
  if (plan.status !== "confirmed") return "unconfirmed";
  return mustBeMended(plan, number) ? "broken" : group;
}

function beginningOf(plan: GroupPlan, { facilitator_id, period, member_ids }: Group): Beginning {
  const leader = plan.asked.facilitators?.find(({ user_id }) => user_id === facilitator_id);
  return {
    fields: {
      modality: plan.asked.modality ?? "in_person",
      moderator_id: facilitator_id ?? "",
      starts_at: momentOf(period, plan.round),
    },
    members: member_ids,
    moderatorIsOutsider: leader?.is_outsider ?? false,
  };
}

/** Members, moderator and hour of the group that this session is for. */
export function useBeginning(cohortId: string, { group, round = 1, member }: BeginningSearch): Found {
  const { data: plan } = useQuery({ ...groupPlanQuery(cohortId, round), enabled: group !== undefined });
  const unknown = { period: null, round: null };
  if (member) return { beginning: { fields: { kind: "individual" }, members: [member], moderatorIsOutsider: false }, ...unknown };
  if (group === undefined || plan === undefined) return unknown;
  if (plan === null) return { ...unknown, stopped: "none" };
  const found = groupOf(plan, group);
  if (typeof found === "string") return { ...unknown, stopped: found };
  return { beginning: beginningOf(plan, found), period: found.period, round: plan.rounds.length > 1 ? round : null };
}

/** Which sentence says where a session comes from. */
export function leadOf({ period, round }: Pick<Found, "period" | "round">) {
  if (round === null) return period ? "schedulePeriod" : "scheduleLead";
  return period ? "scheduleRoundPeriod" : "scheduleRound";
}
