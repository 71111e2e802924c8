import { type Schemas, ok } from "@tellmore/client";
import { queryOptions } from "@tanstack/react-query";
import { api } from "../api";
import { whole } from "../lists";
import { byPseudonym } from "../order";

export type Session = Schemas["SessionRead"];
export type SessionStatus = Schemas["SessionStatus"];
export type Member = Schemas["MemberRead"];

export interface SessionFilter {
  cohort_id?: string | undefined;
  status?: SessionStatus | undefined;
  facilitator_id?: string | undefined;
}

/** The soonest first. */
export const sessionsQuery = (filter: SessionFilter = {}) =>
  queryOptions({
    queryKey: ["sessions", "list", filter],
    queryFn: async ({ signal }) => {
      const all = await whole((cursor) =>
        api.GET("/v1/sessions", { params: { query: { ...filter, cursor, limit: 200 } }, signal }),
      );
      return all.toSorted((a, b) => a.starts_at.localeCompare(b.starts_at));
    },
  });

export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: ["sessions", id],
    queryFn: ({ signal }) =>
      ok(api.GET("/v1/sessions/{session_id}", { params: { path: { session_id: id } }, signal })),
  });

/** Those who hold a seat in the cohort now, by pseudonym. */
export const drawnQuery = (cohortId: string) =>
  queryOptions({
    queryKey: ["cohorts", cohortId, "members", "drawn"],
    queryFn: async ({ signal }) => {
      const members = await whole((cursor) =>
        api.GET("/v1/cohorts/{cohort_id}/members", {
          params: { path: { cohort_id: cohortId }, query: { cursor, limit: 200, status: "drawn" } },
          signal,
        }),
      );
      return members.toSorted(byPseudonym);
    },
  });

/** The questions that a session froze; null while none are chosen. */
export const guideVersionQuery = (id: string | null) =>
  queryOptions({
    queryKey: ["guide-versions", id],
    queryFn: ({ signal }) =>
      id === null
        ? null
        : ok(api.GET("/v1/guide-versions/{guide_version_id}", { params: { path: { guide_version_id: id } }, signal })),
    staleTime: Infinity,
  });
