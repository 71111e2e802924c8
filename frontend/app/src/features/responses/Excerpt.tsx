import { Textarea } from "@mantine/core";
import { useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type Span, tapped, wordsOf } from "./spans";
import classes from "./responses.module.css";

interface Props {
  text: string;
  onSpan: (span: Span | null) => void;
}

/** A field to select in, not to write in: a read-only one has no caret that the keyboard could move. */
export function SelectWords({ id, text, onSpan }: Props & { id: string }) {
  const { t } = useTranslation("responses");
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const box = field.current;
    const keep = (event: Event) => event.preventDefault();
    const follow = () => {
      if (box) onSpan(box.selectionEnd > box.selectionStart ? [box.selectionStart, box.selectionEnd] : null);
    };
    box?.addEventListener("beforeinput", keep);
    document.addEventListener("selectionchange", follow);
    return () => {
      box?.removeEventListener("beforeinput", keep);
      document.removeEventListener("selectionchange", follow);
    };
  }, [onSpan]);
  return (
    <Textarea
      ref={field}
      size="md"
      maw="44rem"
      autosize
      aria-readonly
      inputMode="none"
      spellCheck={false}
      id={id}
      label={t("mark.words")}
      description={t("mark.help")}
      defaultValue={text}
    />
  );
}

/** A finger selects by words: those little handles are not for a bus. */
export function TapWords({ text, span, onSpan }: Props & { span: Span | null }) {
  const { t } = useTranslation("responses");
  const id = useId();
  const words = wordsOf(text);
  const taken = words.filter((one) => span && one.span[0] >= span[0] && one.span[1] <= span[1]);
  return (
    <div role="group" aria-labelledby={`${id}-label`} aria-describedby={`${id}-help`}>
      <p id={`${id}-label`} className={classes.tapLabel}>
        {t("mark.tap")}
      </p>
      <p id={`${id}-help`} className={classes.tapHelp}>
        {t("mark.tapHelp")}
      </p>
      <p className={classes.tap}>
        {words.map((one) => (
          <button
            key={one.span[0]}
            type="button"
            aria-pressed={taken.includes(one)}
            onClick={() => onSpan(tapped(span, one.span, taken.length === 1))}
          >
            {one.word}
          </button>
        ))}
      </p>
    </div>
  );
}
