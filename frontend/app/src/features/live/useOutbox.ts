import type { Schemas } from "@tellmore/client";
import { useEffect, useState } from "react";
import { type Sending, keep, keepDone, sendWaiting, waiting } from "@/lib/outbox";
import { uuid7 } from "@/lib/uuid7";

const AGAIN_MS = 2000;
/** A network that carries nothing must not hold up the next try. */
const PATIENCE_MS = 15_000;

export type Written = Omit<Schemas["ResponseCreate"], "id" | "session_id" | "captured_at">;

/** Sends whenever something new waits, the network comes back, or some time has passed. */
function startSending(sessionId: string, by: string, stop: AbortSignal): () => void {
  let running = false;
  let wanted = false;
  let leaveOff = new AbortController();
  const run = async () => {
    wanted = true;
    if (running) return;
    running = true;
    while (wanted && !stop.aborted) {
      wanted = false;
      leaveOff = new AbortController();
      await sendWaiting(sessionId, by, AbortSignal.any([stop, leaveOff.signal, AbortSignal.timeout(PATIENCE_MS)])).catch(() => undefined);
    }
    running = false;
  };
  const timer = setInterval(() => void run(), AGAIN_MS);
  window.addEventListener("online", () => void run(), { signal: stop });
  window.addEventListener("offline", () => leaveOff.abort(), { signal: stop });
  stop.addEventListener("abort", () => clearInterval(timer), { once: true });
  return () => void run();
}

export interface Outbox {
  sendings: readonly Sending[];
  write: (what: Written) => Promise<string>;
  /** The same of the line that was being written: it begins anew. */
  writeLine: (what: Written) => Promise<void>;
  amend: (id: string, body: Schemas["ResponseUpdate"]) => Promise<void>;
  strike: (id: string) => Promise<void>;
}

/** What this device has written down and the server has not taken yet. */
export function useOutbox(sessionId: string, by: string): Outbox {
  const [sendings, setSendings] = useState<readonly Sending[]>([]);
  useEffect(() => {
    const stop = new AbortController();
    const send = startSending(sessionId, by, stop.signal);
    const seen = waiting(sessionId, by).subscribe((all) => {
      setSendings(all);
      if (all.some(({ refused }) => !refused)) send();
    });
    return () => {
      stop.abort();
      seen.unsubscribe();
    };
  }, [sessionId, by]);
  const about = (id: string) => ({ id, session_id: sessionId, by });
  const put = (id: string, what: Sending["what"]) => keep({ ...about(id), what });
  const created = (written: Written) => {
    const id = uuid7();
    const body = { ...written, id, session_id: sessionId, captured_at: new Date().toISOString() };
    return { ...about(id), what: { kind: "create" as const, body } };
  };
  return {
    sendings,
    write: async (written) => {
      const sending = created(written);
      await keep(sending);
      return sending.id;
    },
    writeLine: (written) => keepDone(created(written)),
    amend: (id, body) => put(id, { kind: "update", body }),
    strike: (id) => put(id, { kind: "strike" }),
  };
}
