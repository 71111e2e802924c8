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

/** The client's reading of an answer takes a pair for any list; this says that it is one. */
export const asPlan = (answer: Omit<GroupPlan, "asked"> & { asked: unknown }) => answer as GroupPlan;

/** The groups of a cohort with every rule that they break today; null before there are any. */
export const groupPlanQuery = (cohortId: string) =>
  queryOptions({
    queryKey: ["cohorts", cohortId, "groups"],
    queryFn: ({ signal }) =>
      ok(api.GET("/v1/cohorts/{cohort_id}/groups", { params: path(cohortId), signal }))
        .then(asPlan)
        .catch(orNone),
  });

export const underWay = (solve: GroupsSolve | null | undefined) =>
  solve?.status === "waiting" || solve?.status === "running";

/** How far the work is; asked anew each second while there is any. */
export const groupsSolveQuery = (cohortId: string) =>
  queryOptions({
    queryKey: ["cohorts", cohortId, "groups-solve"],
    queryFn: ({ signal }) =>
      ok(api.GET("/v1/cohorts/{cohort_id}/groups/solve", { params: path(cohortId), signal })).catch(orNone),
    refetchInterval: ({ state }) => (underWay(state.data) ? 1000 : false),
  });
