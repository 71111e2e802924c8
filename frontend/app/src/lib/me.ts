import { type Schemas, ok } from "@tellmore/client";
import { queryOptions } from "@tanstack/react-query";
import { api } from "./api";

export type Me = Schemas["MeRead"];
export type Ability = Schemas["Ability"];

/** Who is signed in, and what the page may show. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => ok(api.GET("/v1/me", { signal })),
  staleTime: 300_000,
});

export const districtQuery = queryOptions({
  queryKey: ["district"],
  queryFn: ({ signal }) => ok(api.GET("/v1/district", { signal })),
  staleTime: 300_000,
});
