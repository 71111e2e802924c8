import { type Schemas, ok } from "@tellmore/client";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { whole } from "@/lib/lists";

/** The published guides of a cohort, each with the version that a session would freeze. */
export const publishedGuidesQuery = (cohortId: string) =>
  queryOptions({
    queryKey: ["guides", "published", cohortId],
    queryFn: async ({ signal }) => {
      const guides = await whole((cursor) =>
        api.GET("/v1/guides", { params: { query: { cursor, limit: 200, cohort_id: cohortId } }, signal }),
      );
      return guides.flatMap(({ name, published_version_id: id, published_number: number }) =>
        id === null ? [] : [{ id, name, number: number ?? 1 }],
      );
    },
  });

export type PlanCheckAsk = Schemas["PlanCheckAsk"];

/** While somebody is still filling the form in there is nothing to ask. */
const isWhole = ({ member_ids, starts_at, ends_at }: PlanCheckAsk) => member_ids.length > 0 && starts_at < ends_at;

export const planCheckQuery = (body: PlanCheckAsk) =>
  queryOptions({
    queryKey: ["sessions", "check", body],
    queryFn: ({ signal }) => ok(api.POST("/v1/sessions/check", { body, signal })),
    enabled: isWhole(body),
    placeholderData: isWhole(body) ? keepPreviousData : undefined,
    throwOnError: false,
  });
