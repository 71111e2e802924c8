import { useEffect, useRef, useState } from "react";
import { type Draft, type DraftQuestion, type DraftStage, toDraft, toWrite } from "./draft";
import { useSaveGuide } from "./mutations";
import type { Bank, Guide } from "./queries";

const PAUSE_MS = 700;

/** The guide as it is being edited. Each change is saved once the hands rest. */
export function useGuideDraft(guide: Guide, bank: Bank) {
  const [draft, setDraft] = useState(() => toDraft(guide, bank));
  const save = useSaveGuide(guide);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  const waiting = useRef<Draft>(undefined);
  const flush = async () => {
    clearTimeout(pause.current);
    const next = waiting.current;
    waiting.current = undefined;
    if (next) await save.mutateAsync(toWrite(next, bank, guide.school_name));
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
    saving: save.isPending,
    error: save.error,
  };
}

export type GuideDraft = ReturnType<typeof useGuideDraft>;
