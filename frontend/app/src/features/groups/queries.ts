import { ok } from "@tellmore/client";
import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { type Modality, type Sizes, boundsOf } from "./ask";

/** How large groups may be, as the district decides. */
export const sizesQuery = queryOptions({
  queryKey: ["policies", "sizes"],
  queryFn: async ({ signal }): Promise<Sizes> => {
    const rows = await ok(api.GET("/v1/policies", { signal }));
    const bounds = (how: Modality) => boundsOf(how, rows.find(({ key }) => key === `session.size.${how}`)?.value);
    return { in_person: bounds("in_person"), online: bounds("online") };
  },
});

/** By what the students of these schools differ, with how many there are of each. */
export const criteriaQuery = (school_ids: string[]) =>
  queryOptions({
    queryKey: ["students", "criteria", school_ids],
    queryFn: ({ signal }) => ok(api.GET("/v1/pool-criteria", { params: { query: { school_ids } }, signal })),
  });
