import { Button } from "@mantine/core";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Seat } from "./queries";
import { type Deed, cues, deedOf } from "./keys";
import { listens } from "./standing";
import type { Notes } from "./useNotes";
import classes from "./notes.module.css";

interface Props {
  notes: Notes;
  seats: readonly Seat[];
  onQuestion: () => void;
  onEditLast: () => void;
}

function useHint({ notes, seats }: Pick<Props, "notes" | "seats">): string {
  const { t } = useTranslation("live");
  const who = seats.find(({ member_id }) => member_id === notes.speaker)?.pseudonym ?? t("notes.group");
  if (notes.editing) return t("hint.editing");
  if (notes.text.toLowerCase() === "p") return t(notes.speaker ? "hint.pass" : "hint.passWho", { who });
  if (notes.text.toLowerCase() === "n") return t("hint.cue");
  return notes.text ? t("hint.enter", { who }) : t("hint.empty");
}

/** One tap for what the keys do too. */
function Quick({ notes, focus }: { notes: Notes; focus: () => void }) {
  const { t } = useTranslation("live");
  const act = (deed: () => unknown) => () => {
    void deed();
    focus();
  };
  return (
    <div className={classes.quick}>
      <Button variant="default" disabled={!notes.speaker} onClick={act(() => notes.pass(notes.speaker))}>
        {t("notes.pass")} <kbd>p</kbd>
      </Button>
      {cues.map((cue, at) => (
        <Button key={cue} variant="default" onClick={act(() => notes.see(cue))}>
          {t(`cue.${cue}`)} <kbd>n{at + 1}</kbd>
        </Button>
      ))}
      <Button
        variant={notes.paraphrase ? "filled" : "default"}
        aria-pressed={notes.paraphrase}
        onClick={act(() => notes.setParaphrase(!notes.paraphrase))}
      >
        {t("notes.paraphrase")} <kbd>~</kbd>
      </Button>
    </div>
  );
}

/** A large line to type into. Keys at its beginning choose, pass and mark; the rest is words. */
export function NoteInput({ notes, seats, onQuestion, onEditLast }: Props) {
  const { t } = useTranslation("live");
  const field = useRef<HTMLTextAreaElement>(null);
  const hint = useHint({ notes, seats });
  const focus = () => field.current?.focus();
  useEffect(focus, [notes.editing, notes.speaker, notes.question]);
  const memberAt = (number: number) =>
    seats.find((seat) => seat.seat === number && listens(seat))?.member_id ?? null;
  const perform = (deed: Deed) => {
    if (deed.do === "speaker") notes.setSpeaker(memberAt(deed.seat) ?? notes.speaker);
    else if (deed.do === "group") notes.setSpeaker(null);
    else if (deed.do === "pass") void notes.pass(deed.seat === null ? notes.speaker : memberAt(deed.seat));
    else if (deed.do === "cue") void notes.see(deed.cue);
    else if (deed.do === "question") onQuestion();
    else if (deed.do === "editLast") onEditLast();
    else if (deed.do === "paraphrase") notes.setParaphrase(!notes.paraphrase);
    else if (deed.do === "commit") void notes.commit();
    else if (deed.do === "leave") notes.leave();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { key, shiftKey, ctrlKey, metaKey, altKey, nativeEvent } = event;
    if (ctrlKey || metaKey || altKey) return;
    const deed = deedOf({ key, shiftKey, isComposing: nativeEvent.isComposing }, notes.text, notes.editing !== null);
    if (!deed) return;
    event.preventDefault();
    perform(deed);
  };
  return (
    <div className={classes.input} data-editing={notes.editing !== null}>
      <label htmlFor="note" className="tm-hidden">
        {t("notes.label")}
      </label>
      <textarea
        id="note"
        ref={field}
        rows={2}
        maxLength={4000}
        value={notes.text}
        aria-describedby="note-hint"
        onChange={(event) => notes.type(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Button size="md" disabled={!notes.text.trim()} onClick={() => (void notes.commit(), focus())}>
        {t(notes.editing ? "notes.saveEdit" : "notes.save")}
      </Button>
      <p id="note-hint" className={classes.hint} data-idle={notes.text === "" && !notes.editing}>
        {hint}
      </p>
      <Quick notes={notes} focus={focus} />
    </div>
  );
}
