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

/** Who could run a session. The server has the last word, at the field. */
export const facilitatorsQuery = queryOptions({
  queryKey: ["users", "facilitators"],
  queryFn: async ({ signal }) => {
    const users = await whole((cursor) =>
      api.GET("/v1/users", { params: { query: { cursor, limit: 200 } }, signal }),
    );
    return users
      .filter(({ status, memberships }) => status === "active" && memberships.some(({ role }) => runs.has(role)))
      .toSorted((a, b) => a.name.localeCompare(b.name));
  },
});

const runs = new Set(["district_admin", "coordinator", "facilitator", "note_taker"]);
