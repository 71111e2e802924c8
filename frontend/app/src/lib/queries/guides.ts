import { queryOptions } from "@tanstack/react-query";
import { api } from "../api";
import { whole } from "../lists";

/** The guides of a cohort, with their published version if there is one. */
export const guidesQuery = (cohort_id: string) =>
  queryOptions({
    queryKey: ["guides", "list", cohort_id],
    queryFn: ({ signal }) =>
      whole((cursor) => api.GET("/v1/guides", { params: { query: { cohort_id, cursor, limit: 100 } }, signal })),
  });
