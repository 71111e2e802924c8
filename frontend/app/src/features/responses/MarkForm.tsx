import { Button, Group, Stack, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { SelectField, TextField } from "@/components/form/fields";
import type { Code } from "@/lib/queries/insights";
import { SelectWords, TapWords } from "./Excerpt";
import { useMark } from "./mutations";
import type { Response } from "./queries";
import { type Span, toPoints } from "./spans";
import { codeOptions } from "./tree";

interface Props {
  cohortId: string;
  response: Response & { text: string };
  codes: readonly Code[];
  onDone: () => void;
}

const NEW = "new";

/** Select words, with mouse, keys or finger, and say what they are about. */
export function MarkForm({ cohortId, response, codes, onDone }: Props) {
  const { t } = useTranslation("responses");
  const finger = useMediaQuery("(pointer: coarse)", false, { getInitialValueInEffect: false });
  const [span, setSpan] = useState<Span | null>(null);
  const [code, setCode] = useState(codes[0]?.id ?? NEW);
  const [name, setName] = useState("");
  const mark = useMark(cohortId);
  const { text, id } = response;
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    const [start, end] = (span ?? [0, text.length]).map((unit) => toPoints(text, unit)) as [number, number];
    mark.mutate({ response, start, end, code: code === NEW ? { name } : { id: code } }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={send}>
      <Stack gap="sm">
        <FormErrors error={mark.error} />
        {finger ? (
          <TapWords text={text} span={span} onSpan={setSpan} />
        ) : (
          <SelectWords id={`mark-${id}`} text={text} onSpan={setSpan} />
        )}
        <Text aria-live="polite">{t("mark.selected", { words: span ? text.slice(...span) : text })}</Text>
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
