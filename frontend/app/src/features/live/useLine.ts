import { useEffect, useState } from "react";
import { keepLine, lineOf } from "@/lib/outbox";

export interface Begun {
  text: string;
  /** Null: the group as a whole. */
  speaker: string | null;
  paraphrase: boolean;
}

const nothing: Begun = { text: "", speaker: null, paraphrase: false };

/** The line that is being written; each change of it is on this device before the next. */
export function useLine(session_id: string, by: string) {
  const [line, setLine] = useState(nothing);
  useEffect(() => {
    void lineOf(session_id, by).then((kept) => kept && setLine((now) => (now === nothing ? kept : now)));
  }, [session_id, by]);
  const change = (part: Partial<Begun>) => {
    const next = { ...line, ...part };
    setLine(next);
    void keepLine({ ...next, session_id, by });
  };
  /** What was written is a thing to send now: whoever takes it over keeps it. */
  const done = () => setLine({ ...line, text: "" });
  return { line, change, done };
}
