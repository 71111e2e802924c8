import { type Schemas, ok } from "@tellmore/client";
import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api";

export type Funnel = Schemas["FunnelRead"];
export type Steps = Schemas["Steps"];

export const steps = ["pool", "drawn", "consented", "attended", "spoke"] as const satisfies (keyof Steps)[];

export const funnelQuery = (cohortId: string) =>
  queryOptions({
    queryKey: ["cohorts", cohortId, "funnel"],
    queryFn: ({ signal }) => ok(api.GET("/v1/funnels/{cohort_id}", { params: { path: { cohort_id: cohortId } }, signal })),
  });
