import { useEffect, useState } from "react";
import { draftOf, keepDraft } from "@/lib/outbox";
import type { Line } from "./lines";
import type { Cue, LiveState, Seat } from "./queries";
import { listens } from "./standing";
import type { Outbox } from "./useOutbox";

function speakerOf(seats: readonly Seat[], chosen: string | null): string | null {
  return seats.some((seat) => seat.member_id === chosen && listens(seat)) ? chosen : null;
}

/** What the note-taker is writing, and what becomes of it. */
export function useNotes(state: LiveState, outbox: Outbox) {
  const { session, seats } = state;
  const [text, setText] = useState("");
  const [chosen, setSpeaker] = useState<string | null>(null);
  const [editing, setEditing] = useState<Line | null>(null);
  const [paraphrase, setParaphrase] = useState(false);
  // A question of one's own holds until the moderator asks the next.
  const [own, setOwn] = useState<{ key: string; during: string | null } | null>(null);
  const speaker = speakerOf(seats, chosen);
  const question = own && own.during === session.current_question ? own.key : session.current_question;
  useEffect(() => {
    void draftOf(session.id).then((kept) => setText((now) => now || kept));
  }, [session.id]);
  const type = (next: string) => {
    setText(next);
    if (!editing) void keepDraft(session.id, next);
  };
  const clear = () => {
    setText("");
    void keepDraft(session.id, "");
  };
  // What was begun before the editing comes back after it.
  const leave = async () => {
    setEditing(null);
    setText(await draftOf(session.id));
  };
  const about = (member_id: string | null) => ({ member_id, question_key: question, stage: session.stage });
  const commit = async () => {
    const words = text.trim();
    if (!words) return;
    if (editing) {
      await outbox.amend(editing.id, { text: words });
      return leave();
    }
    clear();
    const wording = paraphrase ? "paraphrase" : "verbatim";
    await outbox.write({ ...about(speaker), kind: "utterance", text: words, wording });
  };
  const pass = async (member: string | null) => {
    if (member === null) return;
    if (text.length === 1) clear();
    await outbox.write({ ...about(member), kind: "pass" });
  };
  const see = async (cue: Cue) => {
    if (text.length === 1) clear();
    await outbox.write({ ...about(speaker), kind: "observation", cue });
  };
  const edit = (line: Line) => {
    setEditing(line);
    setText(line.text ?? "");
  };
  return {
    text,
    type,
    speaker,
    setSpeaker,
    editing,
    edit,
    leave: () => (editing ? void leave() : undefined),
    paraphrase,
    setParaphrase,
    question,
    setQuestion: (key: string) => setOwn({ key, during: session.current_question }),
    commit,
    pass,
    see,
  };
}

export type Notes = ReturnType<typeof useNotes>;
