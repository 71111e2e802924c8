import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { whole } from "@/lib/lists";

export const publishedQuery = queryOptions({
  queryKey: ["themes", "published"],
  queryFn: ({ signal }) =>
    whole((cursor) => api.GET("/v1/published-themes", { params: { query: { cursor, limit: 200 } }, signal })),
});
