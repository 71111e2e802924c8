import { useEffect, useRef, useState } from "react";
import { type Draft, type DraftQuestion, type DraftStage, toDraft, toWrite } from "./draft";
import { useSaveGuide } from "./mutations";
import type { Bank, Guide } from "./queries";

const PAUSE_MS = 700;

/** The guide as it is being edited. Each change is saved once the hands rest. */
export function useGuideDraft(guide: Guide, bank: Bank) {
  const [draft, setDraft] = useState(() => toDraft(guide, bank));
  const [held, setHeld] = useState(true);
  const save = useSaveGuide(guide);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  const waiting = useRef<Draft>(undefined);
  const resting = () => waiting.current === undefined;
  const flush = async () => {
    clearTimeout(pause.current);
    const next = waiting.current;
    waiting.current = undefined;
    if (!next) return;
    try {
      await save.mutateAsync(toWrite(next, bank, guide.school_name));
    } catch (error) {
      // Nothing is published, or left, without what the server refused or never got.
      waiting.current ??= next;
      throw error;
    }
    setHeld(resting());
  };
  const last = useRef(flush);
  useEffect(() => {
    last.current = flush;
  });
  // Whoever leaves within the pause has saved too.
  useEffect(() => () => void last.current().catch(() => undefined), []);
  const change = (part: Partial<Draft>) => {
    const next = { ...(waiting.current ?? draft), ...part };
    setDraft(next);
    setHeld(false);
    waiting.current = next;
    clearTimeout(pause.current);
    pause.current = setTimeout(() => void last.current().catch(() => undefined), PAUSE_MS);
  };
  return {
    ...draft,
    change,
    flush,
    setQuestions: (questions: DraftQuestion[]) => change({ questions }),
    setStages: (stages: DraftStage[]) => change({ stages }),
    /** Whether the server holds all that the screen shows. */
    held,
    error: save.error,
  };
}

export type GuideDraft = ReturnType<typeof useGuideDraft>;
