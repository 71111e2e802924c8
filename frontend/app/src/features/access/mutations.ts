import { type Schemas, ok } from "@tellmore/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ifMatch, openApi } from "@/lib/api";
import type { User } from "@/lib/queries/users";

function useChange<V, T>(change: (input: V) => Promise<T>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    throwOnError: false,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["users"] }),
  });
}

const path = (user_id: string) => ({ path: { user_id } });

/** An account without a password: the link lets its person choose one. */
export const useAddPerson = () => useChange((body: Schemas["UserCreate"]) => ok(api.POST("/v1/users", { body })));

export const useChangePerson = ({ id, version }: User) =>
  useChange((body: Schemas["UserUpdate"]) =>
    ok(api.PATCH("/v1/users/{user_id}", { params: { ...path(id), header: ifMatch(version) }, body })),
  );

export const useSignInLink = () =>
  useChange((id: string) => ok(api.POST("/v1/users/{user_id}/sign-in-link", { params: path(id) })));

export const useUnlock = () =>
  useChange((id: string) => ok(api.POST("/v1/users/{user_id}/unlock", { params: path(id) })));

/** Ends or gives back access on the newest version, whichever the page had read. */
export const useAccess = () =>
  useChange(async ({ id, status }: { id: string; status: Schemas["UserStatus"] }) => {
    const { version } = await ok(api.GET("/v1/users/{user_id}", { params: path(id) }));
    return ok(
      api.PATCH("/v1/users/{user_id}", { params: { ...path(id), header: ifMatch(version) }, body: { status } }),
    );
  });

export const useChoosePassword = () =>
  useMutation({
    mutationFn: (body: Schemas["PasswordChoice"]) => openApi.POST("/v1/auth/choose-password", { body }),
    throwOnError: false,
  });
