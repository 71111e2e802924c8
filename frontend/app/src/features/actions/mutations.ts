import { type Schemas, ok } from "@tellmore/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ifMatch } from "@/lib/api";
import type { ActionItem, FeedbackPage } from "@/lib/queries/actions";

function useChange<V, T>(key: string, change: (input: V) => Promise<T>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    throwOnError: false,
    onSuccess: () => queries.invalidateQueries({ queryKey: [key] }),
  });
}

const item = ({ id }: ActionItem) => ({ path: { action_item_id: id } });
const page = ({ id }: FeedbackPage) => ({ path: { page_id: id } });

export const useCreateAction = () =>
  useChange("action-items", (body: Schemas["ActionItemCreate"]) => ok(api.POST("/v1/action-items", { body })));

export const useChangeAction = (one: ActionItem) =>
  useChange("action-items", (body: Schemas["ActionItemUpdate"]) =>
    ok(
      api.PATCH("/v1/action-items/{action_item_id}", {
        params: { ...item(one), header: ifMatch(one.version) },
        body,
      }),
    ),
  );

export const useJoinCommittee = (one: ActionItem) =>
  useChange("action-items", (body: Schemas["CommitteeSeatCreate"]) =>
    ok(api.POST("/v1/action-items/{action_item_id}/committee", { params: item(one), body })),
  );

export const useLeaveCommittee = () =>
  useChange("action-items", (seat_id: string) =>
    api.DELETE("/v1/committee-seats/{seat_id}", { params: { path: { seat_id } } }),
  );

export const useMoveAction = (one: ActionItem) =>
  useChange("action-items", (body: Schemas["ActionItemMove"]) =>
    ok(
      api.POST("/v1/action-items/{action_item_id}/status", {
        params: { ...item(one), header: ifMatch(one.version) },
        body,
      }),
    ),
  );

export const useAddUpdate = (one: ActionItem) =>
  useChange("action-items", (text: string) =>
    ok(api.POST("/v1/action-items/{action_item_id}/updates", { params: item(one), body: { text } })),
  );

export const useCreatePage = () =>
  useChange("feedback-pages", (body: Schemas["FeedbackPageCreate"]) => ok(api.POST("/v1/feedback-pages", { body })));

export const useSavePage = (one: FeedbackPage) =>
  useChange("feedback-pages", (body: Schemas["FeedbackPageUpdate"]) =>
    ok(api.PATCH("/v1/feedback-pages/{page_id}", { params: { ...page(one), header: ifMatch(one.version) }, body })),
  );

export const usePublishPage = (one: FeedbackPage) =>
  useChange<void, unknown>("feedback-pages", () =>
    ok(api.POST("/v1/feedback-pages/{page_id}/publish", { params: { ...page(one), header: ifMatch(one.version) } })),
  );

export const useClearWord = (one: FeedbackPage) =>
  useChange("feedback-pages", (body: Schemas["ClearedWordCreate"]) =>
    ok(api.POST("/v1/feedback-pages/{page_id}/cleared-words", { params: page(one), body })),
  );

export const useClearThemeWord = (theme_id: string) =>
  useChange("themes", (body: Schemas["ClearedWordCreate"]) =>
    ok(api.POST("/v1/themes/{theme_id}/cleared-words", { params: { path: { theme_id } }, body })),
  );

export const useShareLink = (one: FeedbackPage) =>
  useChange<void, Schemas["LinksCreated"]>("feedback-pages", () =>
    ok(api.POST("/v1/feedback-pages/{page_id}/links", { params: page(one), body: { member_ids: [] } })),
  );
