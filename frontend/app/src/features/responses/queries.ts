import { type Page, type Schemas, ok } from "@tellmore/client";
import { api } from "@/lib/api";
import { pagedQuery } from "@/lib/lists";

export type Response = Schemas["ResponseRead"];
export type ResponseKind = Response["kind"];

export const kinds = ["utterance", "late_thought", "observation", "pass"] as const satisfies readonly ResponseKind[];

export interface ResponseSearch {
  kind?: ResponseKind | undefined;
  member_id?: string | undefined;
}

/** The same address answers with CSV to those who ask for it; we never do. */
type Listed = Page<Response | Schemas["Tombstone"]>;

export const responsesQuery = (cohort_id: string, search: ResponseSearch) =>
  pagedQuery(["responses", "list", cohort_id, search], (cursor, signal) =>
    ok(api.GET("/v1/responses", { params: { query: { cohort_id, ...search, cursor, limit: 100 } }, signal })).then(
      (page) => page as Listed,
    ),
  );
