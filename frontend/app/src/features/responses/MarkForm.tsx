import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { type RefObject, type SyntheticEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { SelectField, TextField } from "@/components/form/fields";
import type { Code } from "@/lib/queries/insights";
import { useMark } from "./mutations";
import type { Response } from "./queries";
import { toPoints } from "./spans";
import { codeOptions } from "./tree";

interface Props {
  cohortId: string;
  response: Response & { text: string };
  codes: readonly Code[];
  onDone: () => void;
}

const NEW = "new";

/** A field to select in, not to write in: a read-only one has no caret that the keyboard could move. */
function useSelected(field: RefObject<HTMLTextAreaElement | null>): string {
  const [words, setWords] = useState("");
  useEffect(() => {
    const box = field.current;
    const keep = (event: Event) => event.preventDefault();
    const follow = () => box && setWords(box.value.slice(box.selectionStart, box.selectionEnd));
    box?.addEventListener("beforeinput", keep);
    document.addEventListener("selectionchange", follow);
    return () => {
      box?.removeEventListener("beforeinput", keep);
      document.removeEventListener("selectionchange", follow);
    };
  }, [field]);
  return words;
}

/** Select words, with mouse or shift and arrows, and say what they are about. */
export function MarkForm({ cohortId, response, codes, onDone }: Props) {
  const { t } = useTranslation("responses");
  const words = useRef<HTMLTextAreaElement>(null);
  const [code, setCode] = useState(codes[0]?.id ?? NEW);
  const [name, setName] = useState("");
  const mark = useMark(cohortId);
  const selected = useSelected(words);
  const { text, id } = response;
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    const { selectionStart = 0, selectionEnd = 0 } = words.current ?? {};
    const some = selectionEnd > selectionStart;
    const start = some ? toPoints(text, selectionStart) : 0;
    const end = toPoints(text, some ? selectionEnd : text.length);
    mark.mutate({ response, start, end, code: code === NEW ? { name } : { id: code } }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={send}>
      <Stack gap="sm">
        <FormErrors error={mark.error} />
        <Textarea
          ref={words}
          size="md"
          maw="44rem"
          autosize
          aria-readonly
          inputMode="none"
          spellCheck={false}
          id={`mark-${id}`}
          label={t("mark.words")}
          description={t("mark.help")}
          defaultValue={text}
        />
        <Text aria-live="polite">{t("mark.selected", { words: selected || text })}</Text>
        <SelectField
          name={`code-${id}`}
          label={t("mark.code")}
          options={[...codeOptions(codes), { value: NEW, label: t("mark.new") }]}
          value={code}
          onChange={setCode}
        />
        {code === NEW && <TextField name={`name-${id}`} label={t("mark.name")} value={name} onChange={setName} />}
        <Group>
          <Button type="submit" loading={mark.isPending} disabled={code === NEW && !name.trim()}>
            {t("mark.submit")}
          </Button>
          <Button variant="subtle" onClick={onDone}>
            {t("mark.close")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
