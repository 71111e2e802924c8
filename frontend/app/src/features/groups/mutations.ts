import { ProblemError, ok } from "@tellmore/client";
import { type QueryClient, QueryObserver, useMutation, useMutationState, useQueryClient } from "@tanstack/react-query";
import { api, ifMatch } from "@/lib/api";
import { type GroupPlan, asPlan, asSolve, groupPlanQuery, groupPlansKey, groupsSolveQuery, underWay } from "@/lib/queries/groups";
import { endWork, reportWork } from "@/lib/work";
import type { Ask } from "./ask";
import { type Change, changed } from "./plan";

const of = (cohort_id: string) => ({ path: { cohort_id } });
const keyOf = (cohortId: string, round: number) => ["groups", cohortId, round];
const followed = new Set<string>();

/** Look on until the work ends, wherever one is in the app meanwhile. */
export function follow(queries: QueryClient, cohortId: string, label: string): void {
  if (followed.has(cohortId)) return;
  followed.add(cohortId);
  reportWork({ id: `groups-${cohortId}`, label });
  const looking = new QueryObserver(queries, groupsSolveQuery(cohortId));
  const leave = looking.subscribe(({ data, isError }) => {
    if (!isError && (data === undefined || underWay(data))) return;
    leave();
    followed.delete(cohortId);
    endWork(`groups-${cohortId}`);
    void queries.invalidateQueries({ queryKey: groupPlansKey(cohortId) });
  });
}

export function useAsk(cohortId: string, label: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Ask) =>
      ok(api.POST("/v1/cohorts/{cohort_id}/groups/propose", { params: of(cohortId), body })).then(asSolve),
    throwOnError: false,
    onSuccess: (solve) => {
      queries.setQueryData(groupsSolveQuery(cohortId).queryKey, solve);
      follow(queries, cohortId, label);
    },
  });
}

export function useCallOff(cohortId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => ok(api.POST("/v1/cohorts/{cohort_id}/groups/solve/cancel", { params: of(cohortId) })).then(asSolve),
    throwOnError: false,
    onSuccess: (solve) => queries.setQueryData(groupsSolveQuery(cohortId).queryKey, solve),
  });
}

/** Somebody else changed the groups since they were read. */
export const isStale = (error: unknown) => error instanceof ProblemError && error.status === 412;

/** What a change needs of the plan as it is known at the moment when it is sent. */
function versionOf(queries: QueryClient, cohortId: string, round: number) {
  const plan = queries.getQueryData(groupPlanQuery(cohortId, round).queryKey);
  return { ...of(cohortId), query: { round }, header: ifMatch(plan?.version ?? 0) };
}

/** Changes are sent one after another; each answers with the whole plan and all that it breaks. */
export function useChange(cohortId: string, round: number, onStale: () => void) {
  const queries = useQueryClient();
  const { queryKey } = groupPlanQuery(cohortId, round);
  return useMutation({
    mutationKey: keyOf(cohortId, round),
    scope: { id: `groups-${cohortId}` },
    mutationFn: (body: Change) =>
      ok(api.PATCH("/v1/cohorts/{cohort_id}/groups", { params: versionOf(queries, cohortId, round), body })).then(asPlan),
    throwOnError: false,
    onSuccess: (plan) => queries.setQueryData(queryKey, plan),
    onError: (error) => {
      if (isStale(error)) onStale();
      return queries.invalidateQueries({ queryKey });
    },
  });
}

/** The plan with what is on its way to the server; whatever is refused falls out by itself. */
export function useShown(plan: GroupPlan): { shown: GroupPlan; busy: boolean } {
  const pending = useMutationState({
    filters: { mutationKey: keyOf(plan.cohort_id, plan.round), status: "pending" },
    select: ({ state }) => state.variables as Change,
  });
  return { shown: pending.reduce(changed, plan), busy: pending.length > 0 };
}

export function useConfirm(cohortId: string, round: number, onStale: () => void) {
  const queries = useQueryClient();
  const { queryKey } = groupPlanQuery(cohortId, round);
  return useMutation({
    mutationKey: ["groups-confirm", cohortId, round],
    scope: { id: `groups-${cohortId}` },
    mutationFn: () =>
      ok(api.POST("/v1/cohorts/{cohort_id}/groups/confirm", { params: versionOf(queries, cohortId, round) })).then(asPlan),
    throwOnError: false,
    onSuccess: (plan) => queries.setQueryData(queryKey, plan),
    onError: (error) => {
      if (isStale(error)) onStale();
      return queries.invalidateQueries({ queryKey });
    },
  });
}
