import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { recallClock } from "@/lib/clock";
import { type Me, meQuery } from "@/lib/me";
import { queryClient } from "@/lib/query";
import { guideVersionQuery } from "@/lib/queries/sessions";
import { keepScreen, screenOf } from "@/lib/screens";
import { type Guide, type LiveState, stateQuery } from "./queries";

/** What the screen shows stays on the device, for a reload without a network. */
export function useKept(me: Me, state: LiveState, guide: Guide | null): void {
  const queries = useQueryClient();
  useEffect(() => {
    const session_id = state.session.id;
    const seen_at = queries.getQueryState(stateQuery(session_id).queryKey)?.dataUpdatedAt ?? 0;
    void keepScreen({ session_id, me, state, guide, seen_at });
  }, [queries, me, state, guide]);
}

/** Shows a session as this device last saw it. Null: it never did, or too long ago. */
export async function recalled(sessionId: string): Promise<Me | null> {
  const screen = await screenOf(sessionId);
  if (!screen) return null;
  const { me, state, guide, seen_at } = screen;
  const seen = { updatedAt: seen_at };
  recallClock(Date.parse(state.server_time) - seen_at);
  queryClient.setQueryData(meQuery.queryKey, me, seen);
  queryClient.setQueryData(stateQuery(sessionId).queryKey, state, seen);
  queryClient.setQueryData(guideVersionQuery(state.session.guide_version_id).queryKey, guide, seen);
  return me;
}
