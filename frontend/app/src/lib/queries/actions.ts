import type { Schemas } from "@tellmore/client";
import { queryOptions } from "@tanstack/react-query";
import { api } from "../api";
import { whole } from "../lists";

export type ActionItem = Schemas["ActionItemRead"];
export type ActionStatus = ActionItem["status"];
export type FeedbackPage = Schemas["FeedbackPageRead"];

export const actionsQuery = (cohort_id?: string) =>
  queryOptions({
    queryKey: ["action-items", "list", { cohort_id }],
    queryFn: ({ signal }) =>
      whole((cursor) => api.GET("/v1/action-items", { params: { query: { cohort_id, cursor, limit: 200 } }, signal })),
  });

export const pagesQuery = (cohort_id?: string) =>
  queryOptions({
    queryKey: ["feedback-pages", "list", { cohort_id }],
    queryFn: ({ signal }) =>
      whole((cursor) =>
        api.GET("/v1/feedback-pages", { params: { query: { cohort_id, cursor, limit: 200 } }, signal }),
      ),
  });
