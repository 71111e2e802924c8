import { type Schemas, ok } from "@tellmore/client";
import { queryOptions } from "@tanstack/react-query";
import { api } from "../api";

export type CohortConsent = Schemas["CohortConsent"];
export type MemberConsent = Schemas["MemberConsent"];
export type Purpose = Schemas["Purpose"];

/** Who is missing: each member's permission per purpose, and how the asking stands. */
export const cohortConsentQuery = (cohortId: string) =>
  queryOptions({
    queryKey: ["consent", cohortId],
    queryFn: ({ signal }) =>
      ok(api.GET("/v1/cohorts/{cohort_id}/consent", { params: { path: { cohort_id: cohortId } }, signal })),
  });
