import { ok } from "@tellmore/client";
import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { whole } from "@/lib/lists";

export const storyQuery = (action_item_id: string) =>
  queryOptions({
    queryKey: ["action-items", action_item_id, "updates"],
    queryFn: ({ signal }) =>
      whole((cursor) =>
        api.GET("/v1/action-items/{action_item_id}/updates", {
          params: { path: { action_item_id }, query: { cursor, limit: 100 } },
          signal,
        }),
      ),
  });

export const committeeQuery = (action_item_id: string) =>
  queryOptions({
    queryKey: ["action-items", action_item_id, "committee"],
    queryFn: ({ signal }) =>
      ok(api.GET("/v1/action-items/{action_item_id}/committee", { params: { path: { action_item_id } }, signal })),
  });
