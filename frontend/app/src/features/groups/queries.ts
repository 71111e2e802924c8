import { ok } from "@tellmore/client";
import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api";

/** By what the students of these schools differ, with how many there are of each. */
export const criteriaQuery = (school_ids: string[]) =>
  queryOptions({
    queryKey: ["students", "criteria", school_ids],
    queryFn: ({ signal }) => ok(api.GET("/v1/pool-criteria", { params: { query: { school_ids } }, signal })),
  });
