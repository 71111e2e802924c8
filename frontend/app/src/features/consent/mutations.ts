import { type Schemas, ok } from "@tellmore/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ifMatch } from "@/lib/api";
import type { Form } from "./queries";

/** After each change the server is asked anew: one answer can change several permissions. */
function useChange<V, R>(change: (input: V) => Promise<R>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    throwOnError: false,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["consent"] }),
  });
}

const request = (request_id: string) => ({ params: { path: { request_id } } });

export const useDraftForm = (cohort_id: string) =>
  useChange<void, Form>(() => ok(api.POST("/v1/consent-forms", { body: { cohort_id } })));

export const usePublishForm = () =>
  useChange(({ id, version }: Form) =>
    ok(
      api.POST("/v1/consent-forms/{form_id}/publish", {
        params: { path: { form_id: id }, header: ifMatch(version) },
      }),
    ),
  );

export const useAsk = (cohort_id: string) =>
  useChange<void, Schemas["RequestsSent"]>(() => ok(api.POST("/v1/consent-requests", { body: { cohort_id } })));

export const useHandOver = () =>
  useChange((id: string) => ok(api.POST("/v1/consent-requests/{request_id}/link", request(id))));

export const useResend = () =>
  useChange((id: string) => ok(api.POST("/v1/consent-requests/{request_id}/resend", request(id))));

export const useRevoke = () =>
  useChange((id: string) => ok(api.POST("/v1/consent-requests/{request_id}/revoke", request(id))));

export const useRecord = () =>
  useChange((body: Schemas["RecordsCreate"]) => ok(api.POST("/v1/consent-records", { body })));

export const useResolve = () =>
  useChange((body: Schemas["ResolutionCreate"]) => ok(api.POST("/v1/consent-resolutions", { body })));
