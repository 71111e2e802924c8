import { type Schemas, ok } from "@tellmore/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ifMatch } from "@/lib/api";
import { type Guide, guideQuery } from "./queries";

export function useCreateGuide() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas["GuideCreate"]) => ok(api.POST("/v1/guides", { body })),
    throwOnError: false,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["guides"] }),
  });
}

/** One save after the other, each on the version that the last one gave. */
function useGuideChange<V>(guide: Guide, change: (version: number, input: V) => Promise<Guide>) {
  const queries = useQueryClient();
  const { queryKey } = guideQuery(guide.id);
  return useMutation({
    scope: { id: `guide-${guide.id}` },
    mutationFn: (input: V) => change(queries.getQueryData<Guide>(queryKey)?.version ?? guide.version, input),
    throwOnError: false,
    onSuccess: async (saved) => {
      queries.setQueryData(queryKey, saved);
      await queries.invalidateQueries({ queryKey: ["guides", "list"] });
    },
  });
}

const of = ({ id }: Guide, version: number) => ({ path: { guide_id: id }, header: ifMatch(version) });

export const useSaveGuide = (guide: Guide) =>
  useGuideChange(guide, (version, body: Schemas["GuideUpdate"]) =>
    ok(api.PATCH("/v1/guides/{guide_id}", { params: of(guide, version), body })),
  );

export const usePublishGuide = (guide: Guide) =>
  useGuideChange<void>(guide, (version) =>
    ok(api.POST("/v1/guides/{guide_id}/publish", { params: of(guide, version) })),
  );
