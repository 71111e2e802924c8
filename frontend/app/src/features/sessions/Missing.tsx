import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Session } from "@/lib/queries/sessions";
import classes from "./sessions.module.css";

/** What stands between a session and its start, or its record. */
export function Missing({ session }: { session: Session }) {
  const { t } = useTranslation("sessions");
  const { missing, warnings, participants, status } = session;
  const large = warnings.some(({ code }) => code === "large_group");
  if (missing.length === 0 && !large) return null;
  return (
    <div className={classes.notice}>
      {missing.length > 0 && <Text fw={600}>{t(status === "completed" ? "missingAfter" : "missing.title")}</Text>}
      <ul>
        {missing.map(({ code }) => (
          <li key={code}>{t(`missing.${code}`)}</li>
        ))}
        {large && <li>{t("warning.large_group", { count: participants.length })}</li>}
      </ul>
    </div>
  );
}
