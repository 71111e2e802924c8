import type { Schemas } from "@tellmore/client";
import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { whole } from "@/lib/lists";

export type System = Schemas["ApiClientRead"];
export type SystemWithSecret = Schemas["ApiClientWithSecret"];

/** Those in use first, by name. */
export const systemsQuery = queryOptions({
  queryKey: ["api-clients"],
  queryFn: async ({ signal }) => {
    const all = await whole((cursor) =>
      api.GET("/v1/api-clients", { params: { query: { cursor, limit: 200 } }, signal }),
    );
    const over = (one: System) => (one.revoked_at ? 1 : 0);
    return all.toSorted((a, b) => over(a) - over(b) || a.name.localeCompare(b.name));
  },
});
