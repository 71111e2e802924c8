import { Button, Group, Stack } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { LongTextField } from "@/components/form/fields";
import { FindingLines } from "./FindingLines";
import { type Guide, lintQuery } from "./queries";
import type { GuideDraft } from "./useGuideDraft";

const PAUSE_MS = 500;

/** A question in one's own words, judged while it is being written. */
export function OwnQuestion({ guide, draft }: { guide: Guide; draft: GuideDraft }) {
  const { t } = useTranslation("guide");
  const [text, setText] = useState("");
  const [asked] = useDebouncedValue(text, PAUSE_MS);
  const { data: judged } = useQuery(lintQuery(asked, guide.language, guide.highest_grade));
  const add = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!text.trim()) return;
    draft.setQuestions([...draft.questions, { id: crypto.randomUUID(), bank_key: null, text, prompts: [] }]);
    setText("");
  };
  return (
    <form onSubmit={add}>
      <Stack gap="xs">
        <LongTextField name="own" label={t("own.label")} help={t("own.help")} rows={2} value={text} onChange={setText} />
        <FindingLines findings={text.trim() ? (judged?.findings ?? []) : []} />
        <Group>
          <Button type="submit" variant="default" disabled={!text.trim()}>
            {t("own.add")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
