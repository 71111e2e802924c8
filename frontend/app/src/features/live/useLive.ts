import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "@/lib/api";
import { clockBehind } from "@/lib/clock";
import { serverEvents } from "@/lib/serverEvents";
import { type LiveState, stateQuery } from "./queries";

const AGAIN_MS = 1500;
/** The server lets itself be heard every fifteen seconds. */
const SILENT_MS = 20_000;

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const stop = () => {
      clearTimeout(timer);
      resolve();
    };
    window.addEventListener("online", stop, { once: true, signal });
    signal.addEventListener("abort", stop, { once: true });
  });
}

interface Follower {
  sessionId: string;
  signal: AbortSignal;
  /** Something changed, or may have: read the state anew. */
  onChange: () => void;
  onConnected: (connected: boolean) => void;
}

/** Ends what has been silent for too long: a network that is only said to be there carries nothing, and tells nobody. */
function watch(signal: AbortSignal) {
  const silence = new AbortController();
  const stop = () => silence.abort();
  let timer = setTimeout(stop, SILENT_MS);
  const heard = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, out) => {
      clearTimeout(timer);
      timer = setTimeout(stop, SILENT_MS);
      out.enqueue(chunk);
    },
  });
  return { heard, signal: AbortSignal.any([signal, silence.signal]), end: () => clearTimeout(timer) };
}

async function followOnce({ sessionId, signal, onChange, onConnected }: Follower): Promise<void> {
  const watched = watch(signal);
  try {
    const { data } = await api.GET("/v1/sessions/{session_id}/live", {
      params: { path: { session_id: sessionId } },
      parseAs: "stream",
      signal: watched.signal,
    });
    if (!data) return;
    onConnected(true);
    const events = serverEvents(data.pipeThrough(watched.heard));
    while (!(await events.next()).done) onChange();
  } finally {
    watched.end();
  }
}

/** For as long as the screen is open: read on, and take the stream up again when it breaks. */
async function follow(follower: Follower): Promise<void> {
  const { signal, onConnected } = follower;
  for (;;) {
    await followOnce(follower).catch(() => undefined);
    if (signal.aborted) return;
    onConnected(false);
    await pause(AGAIN_MS, signal);
  }
}

/** One reading at a time; what comes meanwhile is one more reading, not many. */
function coalesced(read: () => Promise<unknown>): () => void {
  let running = false;
  let wanted = false;
  const run = async () => {
    wanted = true;
    if (running) return;
    running = true;
    while (wanted) {
      wanted = false;
      await read();
    }
    running = false;
  };
  return () => void run();
}

export interface Live {
  state: LiveState;
  /** Whether what the other screen does is seen here at once. */
  connected: boolean;
  /** How far this device's clock is behind the server's, in milliseconds. */
  behind: number;
}

export function useLive(sessionId: string): Live {
  const queries = useQueryClient();
  const { data: state, dataUpdatedAt } = useSuspenseQuery(stateQuery(sessionId));
  // What this device kept from before is shown while nobody answers.
  const [connected, setConnected] = useState(dataUpdatedAt > performance.timeOrigin);
  useEffect(() => {
    const stop = new AbortController();
    window.addEventListener("offline", () => setConnected(false), { signal: stop.signal });
    void follow({
      sessionId,
      signal: stop.signal,
      onConnected: setConnected,
      onChange: coalesced(() =>
        queries.query({ ...stateQuery(sessionId), staleTime: 0 }).catch(() => undefined),
      ),
    });
    return () => stop.abort();
  }, [queries, sessionId]);
  return { state, connected, behind: clockBehind() };
}
