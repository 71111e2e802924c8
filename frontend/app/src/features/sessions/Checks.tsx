import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { StatusMark, type Tone } from "@/components/ui/StatusMark";
import { listed } from "@/lib/format";
import type { Session } from "@/lib/queries/sessions";
import classes from "./sessions.module.css";

type Check = Session["facilitators"][number];

const tones: Record<Check["state"], Tone> = { clear: "done", unknown: "warning", conflict: "stopped" };

/** Whether those who listen also teach those who speak. What nobody knows is never called clear. */
export function Checks({ session }: { session: Session }) {
  return (
    <ul className={classes.plain}>
      {session.facilitators.map((check) => (
        <li key={check.role}>
          <CheckLine check={check} session={session} />
        </li>
      ))}
    </ul>
  );
}

function CheckLine({ check, session }: { check: Check; session: Session }) {
  const { t, i18n } = useTranslation("sessions");
  const pseudonyms = new Map(session.participants.map(({ member_id, pseudonym }) => [member_id, pseudonym]));
  // Who only reads is not told which: a class leads from a pseudonym to a name.
  const names = (ids: string[]) => listed(ids.map((id) => pseudonyms.get(id) ?? ""), i18n.language) || t("check.some");
  const about = check.state === "conflict" ? check.conflict_member_ids : check.unknown_member_ids;
  const settled = session.override_at && !session.missing.some(({ code }) => code === "conflict");
  const why = { conflict: t("check.conflictWhy"), unknown: t("check.unknownWhy"), clear: null }[check.state];
  return (
    <Stack gap={2}>
      <Text>
        <b>{check.name}</b> · {check.role === "moderator" ? t("moderator") : t("noteTaker")}
      </Text>
      <StatusMark tone={tones[check.state]}>{t(`check.${check.state}`, { students: names(about) })}</StatusMark>
      {why && !settled && (
        <Text size="sm" c="dimmed" maw="44rem">
          {why}
        </Text>
      )}
    </Stack>
  );
}
