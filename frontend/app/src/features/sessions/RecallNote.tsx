import { Button, Stack, Text, Title } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { LongTextField } from "@/components/form/fields";
import { afterwards } from "@/lib/afterwards";
import { can } from "@/lib/can";
import type { Session } from "@/lib/queries/sessions";
import { tell } from "@/lib/toasts";
import { useRecallNote } from "./mutations";
import classes from "./sessions.module.css";

const GROUP = "group";

/** Nobody took notes: who said what, from memory, each with the student who said it. */
export function RecallNote({ session }: { session: Session }) {
  const { t } = useTranslation("sessions");
  const [texts, setTexts] = useState<Record<string, string>>({});
  const note = useRecallNote(session);
  if (!can(session, "write_recall_note") || !session.missing.some(({ code }) => code === "recall_note")) return null;
  const willing = session.participants.filter(({ assent }) => assent === "yes");
  const speakers = [
    ...willing.map(({ member_id, pseudonym }) => ({ key: member_id, label: pseudonym })),
    { key: GROUP, label: t("recallGroup") },
  ];
  const items = speakers
    .map(({ key }) => ({ member_id: key === GROUP ? null : key, text: (texts[key] ?? "").trim() }))
    .filter(({ text }) => text !== "");
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    afterwards(note, items, () => tell(t("recallSaved")));
  };
  return (
    <form onSubmit={send} noValidate className={classes.section} aria-labelledby="recall-title">
      <Title order={2} size="h4" id="recall-title">
        {t("recallNote")}
      </Title>
      <Text c="dimmed" mb="sm">
        {t("recallHelp")}
      </Text>
      <Stack gap="sm">
        <FormErrors error={note.error} />
        {speakers.map(({ key, label }) => (
          <LongTextField
            key={key}
            name={key}
            label={label}
            rows={2}
            value={texts[key] ?? ""}
            onChange={(text) => setTexts((was) => ({ ...was, [key]: text }))}
          />
        ))}
      </Stack>
      <Button type="submit" mt="md" loading={note.isPending} disabled={items.length === 0}>
        {t("recallSave")}
      </Button>
    </form>
  );
}
