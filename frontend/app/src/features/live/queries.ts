import { type Schemas, ok } from "@tellmore/client";
import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { hearMoment } from "@/lib/clock";

export type LiveState = Schemas["SessionState"];
export type Seat = Schemas["SeatState"];
export type Entry = Schemas["Entry"];
export type Cue = Schemas["Cue"];
export type Stage = Schemas["Stage"];
export type Guide = Schemas["GuideVersionRead"];
export type Question = Guide["content"]["questions"][number];

/** How many changes of this screen the server has answered, by session. */
const answered = new Map<string, number>();
const answersTo = (id: string) => answered.get(id) ?? 0;
export const noteAnswer = (id: string) => answered.set(id, answersTo(id) + 1);

/** What was read while a change was answered may be older than the answer: it is read anew, never shown. */
async function readState(id: string, signal: AbortSignal): Promise<LiveState> {
  for (;;) {
    const before = answersTo(id);
    const asked = Date.now();
    const state = await ok(api.GET("/v1/sessions/{session_id}/state", { params: { path: { session_id: id } }, signal }));
    hearMoment(state.server_time, asked);
    if (answersTo(id) === before) return state;
  }
}

/** Everything that the two screens show, at one moment. The stream keeps it fresh. */
export const stateQuery = (id: string) =>
  queryOptions({
    queryKey: ["sessions", id, "state"],
    queryFn: ({ signal }) => readState(id, signal),
    staleTime: 0,
  });
