import { type Schemas, ok } from "@tellmore/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ifMatch } from "@/lib/api";
import type { Session } from "@/lib/queries/sessions";

/**
 * Each change answers with the whole session, which becomes what the page shows. With it a form may
 * be mounted anew, and what it waited for is lost: so `onDone` waits for nothing.
 */
function useSessionChange<V>(change: (input: V) => Promise<Session>, onDone?: (session: Session) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    throwOnError: false,
    onSuccess: async (session) => {
      queries.setQueryData(["sessions", session.id], session);
      onDone?.(session);
      await Promise.all([
        queries.invalidateQueries({ queryKey: ["sessions", "list"] }),
        queries.invalidateQueries({ queryKey: ["sessions", "check"], refetchType: "none" }),
      ]);
    },
  });
}

export const useCreateSession = (onDone: (session: Session) => void) =>
  useSessionChange((body: Schemas["SessionCreate"]) => ok(api.POST("/v1/sessions", { body })), onDone);

export const useUpdateSession = ({ id, version }: Session, onDone: () => void) =>
  useSessionChange(
    (body: Schemas["SessionUpdate"]) =>
      ok(
        api.PATCH("/v1/sessions/{session_id}", {
          params: { path: { session_id: id }, header: ifMatch(version) },
          body,
        }),
      ),
    onDone,
  );

export const useCancelSession = ({ id }: Session) =>
  useSessionChange((reason: string) =>
    ok(api.POST("/v1/sessions/{session_id}/cancel", { params: { path: { session_id: id } }, body: { reason } })),
  );

export const useOverrideConflict = ({ id }: Session) =>
  useSessionChange((reason: string) =>
    ok(
      api.POST("/v1/sessions/{session_id}/conflict-override", {
        params: { path: { session_id: id } },
        body: { reason },
      }),
    ),
  );

export const useRecallNote = ({ id }: Session) =>
  useSessionChange((items: Schemas["Remembered"][]) =>
    ok(api.POST("/v1/sessions/{session_id}/recall-note", { params: { path: { session_id: id } }, body: { items } })),
  );
