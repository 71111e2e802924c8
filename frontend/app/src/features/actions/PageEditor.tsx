import { Button, Group, Stack, Text } from "@mantine/core";
import type { Schemas } from "@tellmore/client";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { LongTextField, TextField } from "@/components/form/fields";
import { NamesFound } from "@/components/form/NamesFound";
import { StatusMark } from "@/components/ui/StatusMark";
import { afterwards } from "@/lib/afterwards";
import { can } from "@/lib/can";
import type { Theme } from "@/lib/queries/insights";
import { tell } from "@/lib/toasts";
import { EntryForm } from "./EntryForm";
import { Share } from "./Share";
import { useClearWord, usePublishPage, useSavePage } from "./mutations";
import type { ActionItem, FeedbackPage } from "@/lib/queries/actions";

interface Props {
  page: FeedbackPage;
  themes: readonly Theme[];
  items: readonly ActionItem[];
}

function Pulse({ pulse }: Pick<FeedbackPage, "pulse">) {
  const { t } = useTranslation("actions");
  if (pulse.total === null) return <Text c="dimmed">{t("pulse.few")}</Text>;
  return (
    <Text>
      {t("pulse.said", { yes: pulse.yes ?? "–", partly: pulse.partly ?? "–", no: pulse.no ?? "–", total: pulse.total })}
    </Text>
  );
}

/** What students see now; an entry whose theme was withdrawn is not sent again. */
const standing = (page: FeedbackPage): Schemas["EntryWrite"][] =>
  page.entries.flatMap(({ shown, ...entry }) => (shown ? [entry] : []));

/** You said, we did: an answer to each published theme, on one page that students open by link. */
export function PageEditor({ page, themes, items }: Props) {
  const { t } = useTranslation("actions");
  const [title, setTitle] = useState(page.title);
  const [intro, setIntro] = useState(page.intro ?? "");
  const [entries, setEntries] = useState(() => standing(page));
  const save = useSavePage(page);
  const publish = usePublishPage(page);
  const clearing = useClearWord(page);
  const doneOn = (id: string) => items.filter(({ theme_id, status }) => theme_id === id && status === "done");
  const setEntry = (id: string, entry: Schemas["EntryWrite"] | undefined) =>
    setEntries((was) => [...was.filter(({ theme_id }) => theme_id !== id), ...(entry ? [entry] : [])]);
  const keep = () =>
    afterwards(save, { title, intro: intro || null, entries }, () => tell(t("told.saved")));
  return (
    <Stack>
      <FormErrors error={save.error ?? publish.error} />
      <NamesFound error={publish.error} source={page} clearing={clearing} />
      <NamesFound error={save.error} source={{ title, intro, entries }} clearing={clearing} />
      <StatusMark tone={page.published_at ? "done" : "open"}>{t(page.published_at ? "told.public" : "told.draft")}</StatusMark>
      {page.published_at && <Pulse pulse={page.pulse} />}
      {page.entries.some(({ shown }) => !shown) && <StatusMark tone="warning">{t("told.notShown")}</StatusMark>}
      <TextField name="title" label={t("told.title")} value={title} onChange={setTitle} />
      <LongTextField name="intro" label={t("told.intro")} rows={2} value={intro} onChange={setIntro} />
      {themes.map((theme) => (
        <EntryForm
          key={theme.id}
          theme={theme}
          done={doneOn(theme.id)}
          entry={entries.find(({ theme_id }) => theme_id === theme.id)}
          onChange={(entry) => setEntry(theme.id, entry)}
        />
      ))}
      <Group>
        {can(page, "update") && (
          <Button variant="default" loading={save.isPending} onClick={keep}>
            {t("told.save")}
          </Button>
        )}
        {can(page, "publish") && (
          <Button loading={publish.isPending} onClick={() => publish.mutate()}>
            {t("told.publish")}
          </Button>
        )}
      </Group>
      {can(page, "make_links") && <Share page={page} />}
    </Stack>
  );
}
