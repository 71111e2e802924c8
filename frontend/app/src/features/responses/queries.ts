import { type Page, type Schemas, ok } from "@tellmore/client";
import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { pagedQuery } from "@/lib/lists";

export type Response = Schemas["ResponseRead"];
export type ResponseKind = Response["kind"];

export const kinds = ["utterance", "late_thought", "observation", "pass"] as const satisfies readonly ResponseKind[];

export interface ResponseSearch {
  session_id?: string | undefined;
  question_key?: string | undefined;
  kind?: ResponseKind | undefined;
  member_id?: string | undefined;
}

/** The same address answers with CSV to those who ask for it; we never do. */
type Listed = Page<Response | Schemas["Tombstone"]>;

interface Asked extends ResponseSearch {
  cohort_id: string;
  cursor: string | undefined;
  limit: number;
  updated_since?: string;
}

async function read(query: Asked, signal: AbortSignal): Promise<Listed> {
  return (await ok(api.GET("/v1/responses", { params: { query }, signal }))) as Listed;
}

export const responsesQuery = (cohort_id: string, search: ResponseSearch) =>
  pagedQuery(["responses", "list", cohort_id, search], (cursor, signal) =>
    read({ cohort_id, ...search, cursor, limit: 100 }, signal),
  );

/** How many were taken back: told only to those who ask for what changed. */
export const struckQuery = (cohort_id: string) =>
  queryOptions({
    queryKey: ["responses", "struck", cohort_id],
    queryFn: async ({ signal }) => {
      let struck = 0;
      for (let cursor: string | undefined; ; ) {
        const page = await read({ cohort_id, cursor, limit: 200, updated_since: "2000-01-01T00:00:00Z" }, signal);
        struck += page.items.filter((row) => "deleted" in row).length;
        if (!page.next_cursor) return struck;
        cursor = page.next_cursor;
      }
    },
  });
