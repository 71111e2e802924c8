import { ok } from "@tellmore/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ifMatch } from "@/lib/api";
import type { Cohort } from "@/lib/queries/cohorts";
import { type Algorithm, type Lottery, type Quota, drawSolveQuery } from "./queries";

const of = ({ id }: Cohort) => ({ path: { cohort_id: id } });

export const usePropose = (cohort: Cohort) =>
  useMutation({
    mutationFn: (criteria: string[]) =>
      ok(api.POST("/v1/cohorts/{cohort_id}/quotas/propose", { params: of(cohort), body: { criteria } })),
    throwOnError: false,
  });

export function useSavePool(cohort: Cohort) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (pool_filter: Record<string, string[]>) =>
      ok(
        api.PATCH("/v1/cohorts/{cohort_id}", {
          params: { ...of(cohort), header: ifMatch(cohort.version) },
          body: { pool_filter },
        }),
      ),
    throwOnError: false,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["cohorts"] }),
  });
}

async function saveQuotas(cohort: Cohort, quotas: Quota[]): Promise<void> {
  await ok(
    api.PUT("/v1/cohorts/{cohort_id}/quotas", {
      params: { ...of(cohort), header: ifMatch(cohort.version) },
      body: { quotas },
    }),
  );
}

export function useSaveQuotas(cohort: Cohort) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (quotas: Quota[]) => saveQuotas(cohort, quotas),
    throwOnError: false,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["cohorts"] }),
  });
}

interface DrawInput {
  quotas: Quota[];
  algorithm: Algorithm;
  /** At once, or the lottery first, for a seed from outside. */
  step: "draw" | "lottery";
}

/** The quotas on the screen are the ones drawn by: they are saved first. */
export function useDraw(cohort: Cohort) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ quotas, algorithm, step }: DrawInput) => {
      await saveQuotas(cohort, quotas);
      return ok(api.POST(`/v1/cohorts/{cohort_id}/${step}`, { params: of(cohort), body: { algorithm } }));
    },
    throwOnError: false,
    onSuccess: (solve) => queries.setQueryData(drawSolveQuery(cohort.id).queryKey, solve),
    onSettled: () => queries.invalidateQueries({ queryKey: ["cohorts"] }),
  });
}

/** Picks the group: nobody can take this back. */
export function useGiveSeed(cohort: Cohort, { panels_hash }: Lottery) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (seed: string) =>
      ok(api.POST("/v1/cohorts/{cohort_id}/lottery/draw", { params: of(cohort), body: { seed, panels_hash } })),
    throwOnError: false,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["cohorts"] }),
  });
}

export function useThrowAway(cohort: Cohort, lottery: Lottery) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      ok(api.DELETE("/v1/cohorts/{cohort_id}/lottery", { params: { ...of(cohort), header: ifMatch(lottery.version) } })),
    throwOnError: false,
    onSettled: () => queries.invalidateQueries({ queryKey: ["cohorts"] }),
  });
}

export function useCancelDraw(cohort: Cohort) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => ok(api.POST("/v1/cohorts/{cohort_id}/draw/solve/cancel", { params: of(cohort) })),
    throwOnError: false,
    onSuccess: (solve) => queries.setQueryData(drawSolveQuery(cohort.id).queryKey, solve),
  });
}

export function useReplace(cohortId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (member_id: string) =>
      ok(
        api.POST("/v1/cohorts/{cohort_id}/members/{member_id}/replace", {
          params: { path: { cohort_id: cohortId, member_id } },
        }),
      ),
    throwOnError: false,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["cohorts", cohortId] }),
  });
}
