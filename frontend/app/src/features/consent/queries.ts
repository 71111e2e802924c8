import type { Schemas } from "@tellmore/client";
import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { whole } from "@/lib/lists";
import type { Purpose } from "@/lib/queries/consent";

export type Form = Schemas["FormRead"];
export type Request = Schemas["RequestRead"];
export type Permission = Schemas["PermissionRead"];

export const purposes = ["participate", "audio", "quote", "follow_up"] as const satisfies readonly Purpose[];

/** The versions of what families are asked, the newest first. */
export const formsQuery = (cohort_id: string) =>
  queryOptions({
    queryKey: ["consent", "forms", cohort_id],
    queryFn: async ({ signal }) => {
      const forms = await whole((cursor) =>
        api.GET("/v1/consent-forms", { params: { query: { cohort_id, cursor, limit: 100 } }, signal }),
      );
      return forms.toSorted((a, b) => b.number - a.number);
    },
  });
