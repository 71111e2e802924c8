import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { whole } from "@/lib/lists";

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
