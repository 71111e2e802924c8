import type { Schemas } from "@tellmore/client";
import { useEffect, useState } from "react";
import { type Sending, keep, keepDone, waiting } from "@/lib/outbox";
import { uuid7 } from "@/lib/uuid7";
import type { LiveState } from "./queries";

export type Written = Omit<Schemas["ResponseCreate"], "id" | "session_id" | "captured_at">;

/** An entry, on the server or on its way there. */
interface Entered {
  id: string;
  member_id?: string | null;
  captured_at: string;
}

export interface Outbox {
  sendings: readonly Sending[];
  write: (what: Written) => Promise<Entered>;
  /** The same of the line that was being written: it begins anew. */
  writeLine: (what: Written) => Promise<void>;
  amend: (entry: Entered, body: Schemas["ResponseUpdate"]) => Promise<void>;
  strike: (entry: Entered) => Promise<void>;
}

/** What this device has written down and the server has not taken yet. */
export function useOutbox({ session, seats }: LiveState, by: string): Outbox {
  const session_id = session.id;
  const [sendings, setSendings] = useState<readonly Sending[]>([]);
  useEffect(() => {
    const seen = waiting(session_id, by).subscribe(setSendings);
    return () => seen.unsubscribe();
  }, [session_id, by]);
  const about = ({ id, member_id, captured_at }: Entered) => {
    const who = seats.find((seat) => seat.member_id === member_id)?.pseudonym;
    return { id, session_id, by, at: captured_at, ...(who ? { who } : {}) };
  };
  const created = (written: Written) => {
    const body = { ...written, id: uuid7(), session_id, captured_at: new Date().toISOString() };
    return { ...about(body), what: { kind: "create" as const, body } };
  };
  return {
    sendings,
    write: async (written) => {
      const sending = created(written);
      await keep(sending);
      return sending.what.body;
    },
    writeLine: (written) => keepDone(created(written)),
    amend: (entry, body) => keep({ ...about(entry), what: { kind: "update", body } }),
    strike: (entry) => keep({ ...about(entry), what: { kind: "strike" } }),
  };
}
