import { Button, Group, Stack, Textarea } from "@mantine/core";
import { type SyntheticEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { SelectField, TextField } from "@/components/form/fields";
import type { Code } from "@/lib/queries/insights";
import { useMark } from "./mutations";
import type { Response } from "./queries";
import { toPoints } from "./spans";

interface Props {
  cohortId: string;
  response: Response & { text: string };
  codes: readonly Code[];
  onDone: () => void;
}

const NEW = "new";

/** Select words, with mouse or shift and arrows, and say what they are about. */
export function MarkForm({ cohortId, response, codes, onDone }: Props) {
  const { t } = useTranslation("responses");
  const words = useRef<HTMLTextAreaElement>(null);
  const [code, setCode] = useState(codes[0]?.id ?? NEW);
  const [name, setName] = useState("");
  const mark = useMark(cohortId);
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
          readOnly
          id={`mark-${id}`}
          label={t("mark.words")}
          description={t("mark.help")}
          value={text}
        />
        <SelectField
          name={`code-${id}`}
          label={t("mark.code")}
          options={[...codes.map((one) => ({ value: one.id, label: one.name })), { value: NEW, label: t("mark.new") }]}
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
