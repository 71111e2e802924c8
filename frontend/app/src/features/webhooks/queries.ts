import { type Schemas, ok } from "@tellmore/client";
import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { pagedQuery, whole } from "@/lib/lists";

export type Endpoint = Schemas["WebhookEndpointRead"];
export type Delivery = Schemas["WebhookDeliveryRead"];
export type DeliveryStatus = Delivery["status"];
export type Attempt = Schemas["WebhookAttemptRead"];
export const deliveryStatuses = ["pending", "delivered", "failed"] as const satisfies readonly DeliveryStatus[];

const SOON_MS = 3000;

/** On its way, and the next attempt is near: worth asking again. */
export const moving = ({ status, due_at }: Pick<Delivery, "status" | "due_at">, now = Date.now()) =>
  status === "pending" && Date.parse(due_at) - now < 4 * SOON_MS;

export const endpointsQuery = queryOptions({
  queryKey: ["webhook-endpoints", "list"],
  queryFn: ({ signal }) =>
    whole((cursor) => api.GET("/v1/webhook-endpoints", { params: { query: { cursor, limit: 200 } }, signal })),
});

export const endpointQuery = (endpoint_id: string) =>
  queryOptions({
    queryKey: ["webhook-endpoints", endpoint_id],
    queryFn: ({ signal }) =>
      ok(api.GET("/v1/webhook-endpoints/{endpoint_id}", { params: { path: { endpoint_id } }, signal })),
    // While it isn't known to be well, whoever looks is waiting for that.
    refetchInterval: ({ state: { data } }) => (data?.enabled && (data.failing_since || !data.last_success_at) ? SOON_MS : false),
  });

/** The newest first. What is on its way is asked for again, until it has arrived or waits for long. */
export const deliveriesQuery = (endpoint_id: string, status?: DeliveryStatus) => ({
  ...pagedQuery(["webhook-endpoints", endpoint_id, "deliveries", { status }], (cursor, signal) =>
    ok(
      api.GET("/v1/webhook-endpoints/{endpoint_id}/deliveries", {
        params: { path: { endpoint_id }, query: { cursor, status, limit: 50 } },
        signal,
      }),
    ),
  ),
  refetchInterval: ({ state }: { state: { data?: { pages: { items: Delivery[] }[] } | undefined } }) =>
    state.data?.pages[0]?.items.some((one) => moving(one)) ? SOON_MS : false,
});

export const deliveryQuery = (delivery_id: string) =>
  queryOptions({
    queryKey: ["webhook-deliveries", delivery_id],
    queryFn: ({ signal }) =>
      ok(api.GET("/v1/webhook-deliveries/{delivery_id}", { params: { path: { delivery_id } }, signal })),
    refetchInterval: ({ state }) => (state.data && moving(state.data) ? SOON_MS : false),
  });

export const attemptsQuery = (delivery: Delivery) =>
  queryOptions({
    queryKey: ["webhook-deliveries", delivery.id, "attempts", delivery.attempts],
    queryFn: ({ signal }) =>
      whole((cursor) =>
        api.GET("/v1/webhook-deliveries/{delivery_id}/attempts", {
          params: { path: { delivery_id: delivery.id }, query: { cursor, limit: 100 } },
          signal,
        }),
      ),
  });
