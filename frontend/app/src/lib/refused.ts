import type { Schemas } from "@tellmore/client";
import { liveQuery } from "dexie";
import { useEffect, useState } from "react";
import { type Refusal, type Sending, device } from "./device";

/** What the server did not take, as this device alone knows it: it needs no right to the session. */
export interface RefusedEntry extends Pick<Sending, "n" | "session_id" | "who" | "at"> {
  what: Sending["what"]["kind"];
  why: Refusal;
  /** Null: the group's, or not known any more. */
  member_id: string | null;
  kind: Schemas["ResponseCreate"]["kind"];
  text: string | null;
  cue: Schemas["Cue"] | null;
}

const wordsOf = ({ what }: Sending): Schemas["ResponseUpdate"] => (what.kind === "strike" ? {} : what.body);

/** With its newest words: what was changed in it waits behind what was refused. */
function entryOf({ n, session_id, who, at, what }: Sending, why: Refusal, all: readonly Sending[]): RefusedEntry {
  const kind = what.kind === "create" ? what.body.kind : "utterance";
  const { text = null, cue = null, member_id = null } = all.map(wordsOf).reduce((before, after) => ({ ...before, ...after }), {});
  return { n, session_id, who, at, what: what.kind, why, member_id, kind, text, cue };
}

export const refusedIn = (sendings: readonly Sending[]): RefusedEntry[] =>
  sendings.flatMap((one) => (one.refused ? [entryOf(one, one.refused, sendings.filter(({ id }) => id === one.id))] : []));

/** Null until the device has answered. */
export function useRefused(by: string): readonly RefusedEntry[] | null {
  const [entries, setEntries] = useState<readonly RefusedEntry[] | null>(null);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    const own = liveQuery(() => device.sendings.filter((one) => one.by === by).toArray());
    const seen = own.subscribe((sendings) => setEntries(refusedIn(sendings)), setError);
    return () => seen.unsubscribe();
  }, [by]);
  if (error) throw error;
  return entries;
}
