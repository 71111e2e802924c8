import { useQuery } from "@tanstack/react-query";
import { groupPlanQuery, roundIn } from "@/lib/queries/groups";
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

interface Found {
  beginning?: Beginning;
  /** When the group meets, in the school's own word. */
  period: string | null;
  /** Null where there is one round only. */
  round: number | null;
}

/** Members, moderator and hour of the group that this session is for. */
export function useBeginning(cohortId: string, { group, round = 1, member }: BeginningSearch): Found {
  const { data: plan } = useQuery({ ...groupPlanQuery(cohortId, round), enabled: group !== undefined });
  const unknown = { period: null, round: null };
  if (member) return { beginning: { fields: { kind: "individual" }, members: [member], moderatorIsOutsider: false }, ...unknown };
  const found = plan?.groups.find(({ number }) => number === group);
  if (!plan || !found) return unknown;
  const leader = plan.asked.facilitators?.find(({ user_id }) => user_id === found.facilitator_id);
  const beginning = {
    fields: {
      modality: plan.asked.modality ?? "in_person",
      moderator_id: found.facilitator_id ?? "",
      starts_at: momentOf(found.period, round),
    },
    members: found.member_ids,
    moderatorIsOutsider: leader?.is_outsider ?? false,
  };
  return { beginning, period: found.period, round: plan.rounds.length > 1 ? round : null };
}

/** Which sentence says where a session comes from. */
export function leadOf({ period, round }: Pick<Found, "period" | "round">) {
  if (round === null) return period ? "schedulePeriod" : "scheduleLead";
  return period ? "scheduleRoundPeriod" : "scheduleRound";
}
