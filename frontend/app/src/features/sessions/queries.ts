import { queryOptions } from "@tanstack/react-query";
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
