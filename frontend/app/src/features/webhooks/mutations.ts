import { type Schemas, ok } from "@tellmore/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ifMatch } from "@/lib/api";
import type { Endpoint } from "./queries";

function useChange<V, T>(change: (input: V) => Promise<T>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    throwOnError: false,
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["webhook-endpoints"] }),
        queries.invalidateQueries({ queryKey: ["webhook-deliveries"] }),
      ]),
  });
}

const path = (endpoint_id: string) => ({ path: { endpoint_id } });
const exactly = ({ id, version }: Endpoint) => ({ params: { ...path(id), header: ifMatch(version) } });

export const useAddEndpoint = () =>
  useChange((body: Schemas["WebhookEndpointCreate"]) => ok(api.POST("/v1/webhook-endpoints", { body })));

export const useChangeEndpoint = (endpoint: Endpoint) =>
  useChange((body: Schemas["WebhookEndpointUpdate"]) =>
    ok(api.PATCH("/v1/webhook-endpoints/{endpoint_id}", { ...exactly(endpoint), body })),
  );

export const useRemoveEndpoint = (endpoint: Endpoint) =>
  useChange<void, unknown>(() => api.DELETE("/v1/webhook-endpoints/{endpoint_id}", exactly(endpoint)));

export const useNewSecret = ({ id }: Endpoint) =>
  useChange<void, Schemas["WebhookEndpointWithSecret"]>(() =>
    ok(api.POST("/v1/webhook-endpoints/{endpoint_id}/rotate", { params: path(id) })),
  );

export const useSendTest = ({ id }: Endpoint) =>
  useChange<void, unknown>(() => api.POST("/v1/webhook-endpoints/{endpoint_id}/test", { params: path(id) }));

export const useReplaySince = ({ id }: Endpoint) =>
  useChange((since: string) =>
    ok(api.POST("/v1/webhook-endpoints/{endpoint_id}/replay", { params: path(id), body: { since } })),
  );

export const useReplay = () =>
  useChange((delivery_id: string) =>
    ok(api.POST("/v1/webhook-deliveries/{delivery_id}/replay", { params: { path: { delivery_id } } })),
  );
