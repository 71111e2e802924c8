import { type Schemas, ok } from "@tellmore/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ifMatch } from "@/lib/api";
import type { Session } from "@/lib/queries/sessions";
import { type LiveState, type Stage, noteAnswer, stateQuery } from "./queries";

/** What the answer already says of the session and its seats, before the stream says the rest. */
function withSession(state: LiveState, session: Session): LiveState {
  const of = new Map(session.participants.map((one) => [one.member_id, one]));
  const seats = state.seats
    .filter(({ member_id }) => of.has(member_id))
    .map((seat) => {
      const { presence, assent } = of.get(seat.member_id) ?? seat;
      return { ...seat, presence, assent };
    });
  return { ...state, session, seats };
}

function useStep<V>(step: (input: V) => Promise<Session>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: step,
    throwOnError: false,
    onSuccess: (session) => {
      noteAnswer(session.id);
      queries.setQueryData(["sessions", session.id], session);
      queries.setQueryData(stateQuery(session.id).queryKey, (state) => state && withSession(state, session));
    },
  });
}

/** What stands before the start. */
export function useBefore(session: Session) {
  const params = { path: { session_id: session.id } };
  const kept = (without: string) =>
    session.participants.map(({ member_id }) => member_id).filter((id) => id !== without);
  return {
    attest: useStep((guide_version_id: string) =>
      ok(
        api.POST("/v1/sessions/{session_id}/attestation", {
          params,
          body: { guide_version_id, rapport_and_training: true },
        }),
      ),
    ),
    start: useStep<void>(() => ok(api.POST("/v1/sessions/{session_id}/start", { params }))),
    leaveOut: useStep((member_id: string) =>
      ok(
        api.PATCH("/v1/sessions/{session_id}", {
          params: { ...params, header: ifMatch(session.version) },
          body: { member_ids: kept(member_id) },
        }),
      ),
    ),
  };
}

/** Who is in the room, and what they say to taking part. */
export function useRoom(session: Session) {
  const seat = (member_id: string) => ({ path: { session_id: session.id, member_id } });
  return {
    checkIn: useStep((member_id: string) =>
      ok(api.POST("/v1/sessions/{session_id}/participants/{member_id}/check-in", { params: seat(member_id) })),
    ),
    leave: useStep((member_id: string) =>
      ok(api.POST("/v1/sessions/{session_id}/participants/{member_id}/leave", { params: seat(member_id) })),
    ),
    assent: useStep(({ member_id, assent }: { member_id: string; assent: Schemas["Assent"] }) =>
      ok(
        api.POST("/v1/sessions/{session_id}/participants/{member_id}/assent", {
          params: seat(member_id),
          body: { assent },
        }),
      ),
    ),
  };
}

/** What a student says aloud beside taking part: a record of its own. */
export const useHear = (session: Session) =>
  useStep(({ member_id, decisions }: { member_id: string } & Schemas["SpokenConsent"]) =>
    ok(
      api.POST("/v1/sessions/{session_id}/participants/{member_id}/spoken-consent", {
        params: { path: { session_id: session.id, member_id } },
        body: { decisions },
      }),
    ),
  );

/** From the Welcome to the end. */
export function useCourse(session: Session) {
  const params = { path: { session_id: session.id } };
  return {
    explain: useStep<void>(() =>
      ok(api.POST("/v1/sessions/{session_id}/confidentiality", { params, body: { explained: true } })),
    ),
    move: useStep((stage: Stage) => ok(api.POST("/v1/sessions/{session_id}/stage", { params, body: { stage } }))),
    ask: useStep((question_key: string | null) =>
      ok(api.POST("/v1/sessions/{session_id}/question", { params, body: { question_key } })),
    ),
  };
}
