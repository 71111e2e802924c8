import { type Schemas, ok } from "@tellmore/client";
import { queryOptions } from "@tanstack/react-query";
import { api } from "../api";
import { whole } from "../lists";

export type Cohort = Schemas["CohortRead"];
export type CohortStatus = Schemas["CohortStatus"];
export const statuses = ["draft", "drawn", "closed"] as const satisfies readonly CohortStatus[];

export const cohortsQuery = (status?: CohortStatus) =>
  queryOptions({
    queryKey: ["cohorts", "list", { status }],
    queryFn: ({ signal }) =>
      whole((cursor) => api.GET("/v1/cohorts", { params: { query: { cursor, status, limit: 200 } }, signal })),
  });

export const cohortQuery = (id: string) =>
  queryOptions({
    queryKey: ["cohorts", id],
    queryFn: ({ signal }) => ok(api.GET("/v1/cohorts/{cohort_id}", { params: { path: { cohort_id: id } }, signal })),
  });

export const schoolsQuery = queryOptions({
  queryKey: ["schools"],
  queryFn: ({ signal }) =>
    whole((cursor) => api.GET("/v1/schools", { params: { query: { cursor, limit: 200 } }, signal })),
  staleTime: 60_000,
});
