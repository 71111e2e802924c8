import { type Schemas, ok } from "@tellmore/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ifMatch } from "@/lib/api";
import type { Cohort } from "@/lib/queries/cohorts";

export type CohortDraft = Required<Omit<Schemas["CohortCreate"], "pool_filter">>;

/** Each change answers with the whole cohort, which becomes what the page shows. */
function useCohortChange<V>(change: (input: V) => Promise<Cohort>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    throwOnError: false,
    onSuccess: async (cohort) => {
      queries.setQueryData(["cohorts", cohort.id], cohort);
      await queries.invalidateQueries({ queryKey: ["cohorts"] });
    },
  });
}

export const useCreateCohort = () =>
  useCohortChange((body: CohortDraft) => ok(api.POST("/v1/cohorts", { body: { ...body, pool_filter: {} } })));

export const useUpdateCohort = ({ id, version }: Cohort) =>
  useCohortChange((body: Schemas["CohortUpdate"]) =>
    ok(
      api.PATCH("/v1/cohorts/{cohort_id}", {
        params: { path: { cohort_id: id }, header: ifMatch(version) },
        body,
      }),
    ),
  );

export const useCloseCohort = ({ id }: Cohort) =>
  useCohortChange<void>(() => ok(api.POST("/v1/cohorts/{cohort_id}/close", { params: { path: { cohort_id: id } } })));

export function useDeleteCohort({ id, version }: Cohort) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      api.DELETE("/v1/cohorts/{cohort_id}", { params: { path: { cohort_id: id }, header: ifMatch(version) } }),
    throwOnError: false,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["cohorts", "list"] }),
  });
}
