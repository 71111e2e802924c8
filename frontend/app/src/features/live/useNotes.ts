import { useState } from "react";
import type { Line } from "./lines";
import type { Cue, LiveState, Seat } from "./queries";
import { listens } from "./standing";
import { useLine } from "./useLine";
import type { Outbox } from "./useOutbox";

function speakerOf(seats: readonly Seat[], chosen: string | null): string | null {
  return seats.some((seat) => seat.member_id === chosen && listens(seat)) ? chosen : null;
}

/** To what the words belong: what the moderator asks, or what the note-taker chose until the next is asked. */
function useQuestion({ session }: LiveState) {
  const [own, setOwn] = useState<{ key: string; during: string | null } | null>(null);
  const { current_question: asked, stage } = session;
  // What is said at the wrap-up answers no question, unless somebody says so.
  const now = stage === "questions" ? asked : null;
  return { question: own && own.during === asked ? own.key : now, setQuestion: (key: string) => setOwn({ key, during: asked }) };
}

/** What the note-taker is writing, and what becomes of it. */
export function useNotes(state: LiveState, outbox: Outbox, me: string) {
  const { session, seats } = state;
  const { line, change, done } = useLine(session.id, me);
  // What was begun before the editing comes back after it.
  const [editing, setEditing] = useState<{ line: Line; text: string } | null>(null);
  const { question, setQuestion } = useQuestion(state);
  const { paraphrase } = line;
  const speaker = speakerOf(seats, line.speaker);
  const about = (member_id: string | null) => ({ member_id, question_key: question, stage: session.stage });
  const commit = async () => {
    const words = (editing ?? line).text.trim();
    if (!words) return;
    if (editing) {
      setEditing(null);
      return outbox.amend(editing.line, { text: words });
    }
    done();
    const wording = paraphrase ? "paraphrase" : "verbatim";
    await outbox.writeLine({ ...about(speaker), kind: "utterance", text: words, wording });
  };
  /** The letter that began it was a key, not a word. */
  const withoutKey = () => /^[pn]$/i.test(line.text) && change({ text: "" });
  const pass = async (member: string | null) => {
    if (member === null) return;
    withoutKey();
    await outbox.write({ ...about(member), kind: "pass" });
  };
  const see = async (cue: Cue) => {
    withoutKey();
    await outbox.write({ ...about(speaker), kind: "observation", cue });
  };
  return {
    text: (editing ?? line).text,
    type: (text: string) => (editing ? setEditing({ ...editing, text }) : change({ text })),
    speaker,
    setSpeaker: (member: string | null) => change({ speaker: member }),
    editing: editing?.line ?? null,
    edit: (one: Line) => setEditing({ line: one, text: one.text ?? "" }),
    leave: () => setEditing(null),
    paraphrase,
    setParaphrase: (on: boolean) => change({ paraphrase: on }),
    question,
    setQuestion,
    commit,
    pass,
    see,
  };
}

export type Notes = ReturnType<typeof useNotes>;
