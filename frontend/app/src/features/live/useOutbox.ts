import type { Schemas } from "@tellmore/client";
import { useEffect, useState } from "react";
import { type Sending, keep, keepDone, waiting } from "@/lib/outbox";
import { uuid7 } from "@/lib/uuid7";

export type Written = Omit<Schemas["ResponseCreate"], "id" | "session_id" | "captured_at">;

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
    const seen = waiting(sessionId, by).subscribe(setSendings);
    return () => seen.unsubscribe();
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
