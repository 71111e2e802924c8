import { ProblemError, type Schemas, ok } from "@tellmore/client";
import { queryOptions } from "@tanstack/react-query";
import { api } from "../api";

export type GroupPlan = Schemas["GroupPlanRead"];
export type GroupsSolve = Schemas["GroupsSolveRead"];

const path = (cohort_id: string) => ({ path: { cohort_id } });

/** There is nothing before somebody has asked for it. */
function orNone(error: unknown): null {
  if (error instanceof ProblemError && error.status === 404) return null;
  throw error;
}

/** In how many rounds of meetings members can be split into groups. */
export const MOST_ROUNDS = 5;

/** The groups of all rounds. */
export const groupPlansKey = (cohortId: string) => ["cohorts", cohortId, "groups"];

/** The client's reading of an answer takes a pair for any list; this says that it is one. */
export const asPlan = (answer: Omit<GroupPlan, "asked"> & { asked: unknown }) => answer as GroupPlan;
export const asSolve = (answer: Omit<GroupsSolve, "asked"> & { asked: unknown }) => answer as GroupsSolve;

/** The groups of one round of a cohort with every rule that they break today; null where there are none. */
export const groupPlanQuery = (cohortId: string, round = 1) =>
  queryOptions({
    queryKey: [...groupPlansKey(cohortId), round],
    queryFn: ({ signal }) =>
      ok(api.GET("/v1/cohorts/{cohort_id}/groups", { params: { ...path(cohortId), query: { round } }, signal }))
        .then(asPlan)
        .catch(orNone),
  });

/** Whether a rule that must hold is broken in this group today. */
export const mustBeMended = (plan: GroupPlan, number: number): boolean => plan.broken.some(({ hard, group }) => hard && group === number);

/** A round as the URL holds it; none is the first. */
export const roundIn = ({ round }: Record<string, unknown>): { round?: number } =>
  typeof round === "number" && round >= 1 && round <= MOST_ROUNDS && Number.isInteger(round) ? { round } : {};

export const underWay = (solve: GroupsSolve | null | undefined) =>
  solve?.status === "waiting" || solve?.status === "running";

/** How far the work is; asked anew each second while there is any. */
export const groupsSolveQuery = (cohortId: string) =>
  queryOptions({
    queryKey: ["cohorts", cohortId, "groups-solve"],
    queryFn: ({ signal }) =>
      ok(api.GET("/v1/cohorts/{cohort_id}/groups/solve", { params: path(cohortId), signal }))
        .then(asSolve)
        .catch(orNone),
    refetchInterval: ({ state }) => (underWay(state.data) ? 1000 : false),
  });
