import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { again, drop } from "@/lib/outbox";
import { TimeLeft } from "./Foot";
import { LiveFrame } from "./LiveFrame";
import { NoteInput } from "./NoteInput";
import { QuestionPicker } from "./QuestionPicker";
import { questionOf } from "./QuestionNow";
import { Speakers } from "./Speakers";
import { Stream } from "./Stream";
import { linesOf } from "./lines";
import type { Guide } from "./queries";
import { useLive } from "./useLive";
import { useNotes } from "./useNotes";
import { useOutbox } from "./useOutbox";
import classes from "./notes.module.css";

interface Props {
  sessionId: string;
  me: string;
  guide: Guide | null;
}

/** The stream of what is said, growing upward from one large line. Nothing moves under the fingers. */
export function NoteTaker({ sessionId, me, guide }: Props) {
  const { t } = useTranslation("live");
  const { state, connected, behind } = useLive(sessionId);
  const outbox = useOutbox(state, me);
  const notes = useNotes(state, outbox, me);
  const [picking, setPicking] = useState(false);
  const { session, seats, entries, struck } = state;
  const lines = linesOf(entries, struck, outbox.sendings);
  const names = new Map(seats.map(({ member_id, pseudonym }) => [member_id, pseudonym]));
  const last = lines.findLast(({ mayEdit, text }) => mayEdit && text !== null);
  const question = questionOf(guide, notes.question);
  const shut = session.status === "scheduled" || session.status === "cancelled" ? session.status : null;
  return (
    <LiveFrame {...{ state, connected }} title={t("noteTaker")} waiting={outbox.sendings.length} foot={null}>
      <div className={classes.notes}>
        <Stream
          lines={lines}
          names={names}
          editing={notes.editing?.id ?? null}
          onEdit={notes.edit}
          onStrike={(line) => void outbox.strike(line)}
          onDrop={(n) => void drop(n)}
          onAgain={(n) => void again(n)}
        />
        <p className={classes.now}>
          <b>{t(session.stage ? `stage.${session.stage}` : "before.title")}</b>
          {!shut && <TimeLeft {...{ state, behind }} />}
          {guide && (session.stage === "questions" || session.stage === "wrap_up") && (
            <Button size="compact-md" variant="subtle" onClick={() => setPicking(true)}>
              <span lang={question && guide.language}>{question?.text ?? t("notes.noQuestion")}</span>
              <kbd>/</kbd>
            </Button>
          )}
        </p>
        {shut ? (
          <p className={classes.none}>{t(`notes.${shut}`)}</p>
        ) : (
          <>
            <Speakers seats={seats} speaker={notes.speaker} onSpeaker={notes.setSpeaker} />
            <NoteInput
              notes={notes}
              seats={seats}
              onQuestion={() => setPicking(guide !== null)}
              onEditLast={() => last && notes.edit(last)}
            />
          </>
        )}
      </div>
      {picking && guide && (
        <QuestionPicker
          guide={guide}
          current={notes.question}
          onPick={(key) => (notes.setQuestion(key), setPicking(false))}
          onClose={() => setPicking(false)}
        />
      )}
    </LiveFrame>
  );
}
