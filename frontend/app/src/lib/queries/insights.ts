import type { Schemas } from "@tellmore/client";
import { queryOptions } from "@tanstack/react-query";
import { api } from "../api";
import { whole } from "../lists";

export type Code = Schemas["CodeRead"];
export type Coding = Schemas["CodingRead"];
export type Theme = Schemas["ThemeRead"];

export const codesQuery = (cohort_id: string) =>
  queryOptions({
    queryKey: ["codes", cohort_id],
    queryFn: ({ signal }) =>
      whole((cursor) => api.GET("/v1/codes", { params: { query: { cohort_id, cursor, limit: 200 } }, signal })),
  });

export const codingsQuery = (cohort_id: string) =>
  queryOptions({
    queryKey: ["codings", cohort_id],
    queryFn: ({ signal }) =>
      whole((cursor) => api.GET("/v1/codings", { params: { query: { cohort_id, cursor, limit: 200 } }, signal })),
  });

export const themesQuery = (cohort_id?: string) =>
  queryOptions({
    queryKey: ["themes", "list", { cohort_id }],
    queryFn: ({ signal }) =>
      whole((cursor) => api.GET("/v1/themes", { params: { query: { cohort_id, cursor, limit: 200 } }, signal })),
  });
