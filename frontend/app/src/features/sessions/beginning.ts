import { useQuery } from "@tanstack/react-query";
import { groupPlanQuery } from "@/lib/queries/groups";
import { type Beginning, momentOf } from "./plan";

/** Where a new session comes from, as the URL holds it: a confirmed group, or a member of an interview. */
export interface BeginningSearch {
  group?: number | undefined;
  member?: string | undefined;
}

export const beginningSearch = ({ group, member }: Record<string, unknown>): BeginningSearch => ({
  group: typeof group === "number" ? group : undefined,
  member: typeof member === "string" ? member : undefined,
});

interface Found {
  beginning?: Beginning;
  /** When the group meets, in the school's own word. */
  period: string | null;
}

/** Members, moderator and hour of the group that this session is for. */
export function useBeginning(cohortId: string, { group, member }: BeginningSearch): Found {
  const { data: plan } = useQuery({ ...groupPlanQuery(cohortId), enabled: group !== undefined });
  if (member) return { beginning: { fields: { kind: "individual" }, members: [member], moderatorIsOutsider: false }, period: null };
  const found = plan?.groups.find(({ number }) => number === group);
  if (!plan || !found) return { period: null };
  const leader = plan.asked.facilitators?.find(({ user_id }) => user_id === found.facilitator_id);
  const beginning = {
    fields: {
      modality: plan.asked.modality ?? "in_person",
      moderator_id: found.facilitator_id ?? "",
      starts_at: momentOf(found.period),
    },
    members: found.member_ids,
    moderatorIsOutsider: leader?.is_outsider ?? false,
  };
  return { beginning, period: found.period };
}
