import { onServer } from "@/lib/clock";
import type { Refusal, Sending } from "@/lib/outbox";
import type { Entry } from "./queries";

export type Saved = "server" | "device" | "refused";

type Said = Pick<
  Entry,
  "id" | "member_id" | "kind" | "text" | "wording" | "cue" | "question_key" | "captured_at" | "withheld"
>;

/** A line of the stream: what the server holds, with what this device still has to tell it. */
export interface Line extends Said {
  saved: Saved;
  mayEdit: boolean;
  mayStrike: boolean;
  /** The sending that was refused, and why. */
  refused?: { n: number; what: Sending["what"]["kind"]; why: Refusal };
}

const fromServer = (entry: Entry): Line => ({
  ...entry,
  saved: "server",
  mayEdit: entry.can.includes("edit"),
  mayStrike: entry.can.includes("strike"),
});

function created({ id, what }: Sending): Line | null {
  if (what.kind !== "create") return null;
  const { member_id, kind, text, wording, cue, question_key, captured_at } = what.body;
  return {
    id,
    kind,
    member_id: member_id ?? null,
    text: text ?? null,
    wording: wording ?? null,
    cue: cue ?? null,
    question_key: question_key ?? null,
    captured_at: captured_at ? onServer(captured_at) : "",
    withheld: false,
    saved: "device",
    mayEdit: true,
    mayStrike: true,
  };
}

function applied(line: Line, { what, refused, n }: Sending): Line {
  const words: Partial<Line> = what.kind === "update" ? what.body : {};
  const no = refused ? { n, what: what.kind, why: refused } : line.refused;
  return { ...line, ...words, saved: no ? "refused" : "device", ...(no ? { refused: no } : {}) };
}

/** In the order of their moments, which never changes: no line moves once it is there. */
export function linesOf(entries: readonly Entry[], struck: readonly string[], sendings: readonly Sending[]): Line[] {
  const lines = new Map(entries.map((entry) => [entry.id, fromServer(entry)]));
  const gone = new Set(struck);
  for (const sending of sendings) {
    const line = lines.get(sending.id) ?? created(sending);
    if (!line) continue;
    lines.set(sending.id, applied(line, sending));
    if (sending.what.kind === "strike" && !sending.refused) gone.add(sending.id);
  }
  return [...lines.values()]
    .filter(({ id }) => !gone.has(id))
    .toSorted((a, b) => Date.parse(a.captured_at) - Date.parse(b.captured_at));
}
