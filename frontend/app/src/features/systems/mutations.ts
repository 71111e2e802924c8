import { type Schemas, ok } from "@tellmore/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";

function useChange<V, T>(change: (input: V) => Promise<T>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    throwOnError: false,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["api-clients"] }),
  });
}

const path = (client_row_id: string) => ({ params: { path: { client_row_id } } });

export const useAddSystem = () =>
  useChange((body: Schemas["ApiClientCreate"]) => ok(api.POST("/v1/api-clients", { body })));

export const useRotate = () =>
  useChange((id: string) => ok(api.POST("/v1/api-clients/{client_row_id}/rotate", path(id))));

export const useRevoke = () =>
  useChange((id: string) => ok(api.POST("/v1/api-clients/{client_row_id}/revoke", path(id))));
