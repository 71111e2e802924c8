import { Button, Text } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { fieldErrors } from "@/components/form/errors";
import { LongTextField } from "@/components/form/fields";
import { can } from "@/lib/can";
import type { Session } from "@/lib/queries/sessions";
import { tell } from "@/lib/toasts";
import { useRecallNote } from "./mutations";
import classes from "./sessions.module.css";

/** What stands between a session and its start, or its record. */
export function Missing({ session }: { session: Session }) {
  const { t } = useTranslation("sessions");
  const { missing, warnings, participants, status } = session;
  if (missing.length === 0 && warnings.length === 0) return null;
  return (
    <div className={classes.notice}>
      {missing.length > 0 && <Text fw={600}>{t(status === "completed" ? "missingAfter" : "missing.title")}</Text>}
      <ul>
        {missing.map(({ code }) => (
          <li key={code}>{t(`missing.${code}`)}</li>
        ))}
        {warnings.map(({ code }) => (
          <li key={code}>{t(`warning.${code}`, { count: participants.length })}</li>
        ))}
      </ul>
    </div>
  );
}

export function RecallNote({ session }: { session: Session }) {
  const { t } = useTranslation("sessions");
  const [text, setText] = useState("");
  const note = useRecallNote(session);
  if (!can(session, "write_recall_note") || !session.missing.some(({ code }) => code === "recall_note")) return null;
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    note.mutate(text, { onSuccess: () => tell(t("recallSaved")) });
  };
  return (
    <form onSubmit={send} noValidate className={classes.section}>
      <FormErrors error={note.error} />
      <LongTextField
        name="text"
        label={t("recallNote")}
        help={t("recallHelp")}
        rows={6}
        error={fieldErrors(note.error)["text"]}
        value={text}
        onChange={setText}
      />
      <Button type="submit" mt="md" loading={note.isPending}>
        {t("recallSave")}
      </Button>
    </form>
  );
}
