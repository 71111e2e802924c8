import type { Schemas } from "@tellmore/client";
import { queryOptions } from "@tanstack/react-query";
import { api } from "../api";
import { whole } from "../lists";

export type User = Schemas["UserRead"];

/** Everybody with an account, by name. */
export const usersQuery = queryOptions({
  queryKey: ["users", "whole"],
  queryFn: async ({ signal }) => {
    const all = await whole((cursor) => api.GET("/v1/users", { params: { query: { cursor, limit: 200 } }, signal }));
    return all.toSorted((a, b) => a.name.localeCompare(b.name));
  },
  staleTime: 60_000,
});
