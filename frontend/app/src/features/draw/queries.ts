import { ProblemError, type Schemas, ok } from "@tellmore/client";
import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { whole } from "@/lib/lists";

export type Quota = Schemas["Quota"];
export type Member = Schemas["MemberRead"];
export type Certificate = Schemas["CertificateRead"];
export type DrawSolve = Schemas["DrawSolveRead"];
export type Lottery = Schemas["LotteryRead"];
export type Algorithm = Schemas["Algorithm"];
export type Pool = Schemas["CohortPool"];

const path = (cohort_id: string) => ({ path: { cohort_id } });

/** Who is eligible now, by each criterion. */
export const poolQuery = (cohortId: string, version: number) =>
  queryOptions({
    queryKey: ["cohorts", cohortId, "pool", version],
    queryFn: ({ signal }) => ok(api.GET("/v1/cohorts/{cohort_id}/pool", { params: path(cohortId), signal })),
  });

/** All students of the schools, whatever the filter says. */
export const schoolPoolQuery = (school_ids: string[]) =>
  queryOptions({
    queryKey: ["students", "criteria", school_ids],
    queryFn: ({ signal }) => ok(api.GET("/v1/pool-criteria", { params: { query: { school_ids } }, signal })),
  });

export const feasibilityQuery = (cohortId: string, quotas: Quota[]) =>
  queryOptions({
    queryKey: ["cohorts", cohortId, "feasible", quotas],
    queryFn: ({ signal }) =>
      ok(api.POST("/v1/cohorts/{cohort_id}/quotas/check", { params: path(cohortId), body: { quotas }, signal })),
    staleTime: 60_000,
    throwOnError: false,
  });

export const isUnderWay = (solve: DrawSolve | null) => solve?.status === "waiting" || solve?.status === "running";

const orNull = (error: unknown) => {
  if (error instanceof ProblemError && error.status === 404) return null;
  throw error;
};

/** The latest draw that was asked for, or its lottery alone; null where none was. */
export const drawSolveQuery = (cohortId: string) =>
  queryOptions({
    queryKey: ["cohorts", cohortId, "draw"],
    queryFn: ({ signal }): Promise<DrawSolve | null> =>
      ok(api.GET("/v1/cohorts/{cohort_id}/draw/solve", { params: path(cohortId), signal })).catch(orNull),
    staleTime: 0,
  });

/** The lottery that stands before its seed; null where none does. A solve that ends may have left one. */
export const lotteryQuery = (cohortId: string, solve: DrawSolve | null = null) =>
  queryOptions({
    queryKey: ["cohorts", cohortId, "lottery", solve?.id, solve?.status],
    queryFn: ({ signal }): Promise<Lottery | null> =>
      ok(api.GET("/v1/cohorts/{cohort_id}/lottery", { params: path(cohortId), signal })).catch(orNull),
    staleTime: 0,
  });

export const certificateQuery = (cohortId: string) =>
  queryOptions({
    queryKey: ["cohorts", cohortId, "certificate"],
    queryFn: ({ signal }) => ok(api.GET("/v1/cohorts/{cohort_id}/certificate", { params: path(cohortId), signal })),
  });

/** The certificate as it may leave the school, whoever reads it. */
export const boardQuery = (cohortId: string) =>
  queryOptions({
    queryKey: ["cohorts", cohortId, "certificate", "board"],
    queryFn: ({ signal }) => {
      const params = { ...path(cohortId), query: { board: true } };
      return ok(api.GET("/v1/cohorts/{cohort_id}/certificate", { params, signal }));
    },
  });

/** Members by pseudonym; with `identities` the server says who they are, and notes that it was read. */
export const membersQuery = (cohortId: string, identities: boolean) =>
  queryOptions({
    queryKey: ["cohorts", cohortId, "members", { identities }],
    queryFn: ({ signal }) =>
      whole((cursor) =>
        api.GET("/v1/cohorts/{cohort_id}/members", {
          params: { ...path(cohortId), query: { cursor, identities, limit: 200 } },
          signal,
        }),
      ),
  });
