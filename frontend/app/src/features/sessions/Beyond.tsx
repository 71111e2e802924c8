import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { listed } from "@/lib/format";
import type { Session } from "@/lib/queries/sessions";
import classes from "./sessions.module.css";

type Warning = Session["warnings"][number];
type Limit = Extract<Warning, { member_id: string }>;

const isLimit = (warning: Warning): warning is Limit => "member_id" in warning;

/** One student at or beyond one limit, and what it is made of. */
function useLine() {
  const { t, i18n } = useTranslation("sessions");
  return ({ code, reason, pseudonym: name, limit, so_far: soFar, planned, adds }: Limit) => {
    const parts = [
      t("beyond.soFar", { count: soFar }),
      ...(planned > 0 ? [t("beyond.planned", { count: planned })] : []),
      t("beyond.adds", { count: adds }),
    ];
    const said = { name, limit, soFar, total: soFar + planned + adds, parts: listed(parts, i18n.language) };
    return t(`beyond.${code}.${reason}`, said);
  };
}

/** Whom a plan takes from class beyond what the district allows, as the server told it. */
export function Beyond({ warnings }: { warnings: readonly Warning[] }) {
  const { t } = useTranslation("sessions");
  const line = useLine();
  const limits = warnings.filter(isLimit);
  if (warnings.some(({ code }) => code === "year_unknown"))
    return <Text className={classes.often}>{t("beyond.unknown")}</Text>;
  if (limits.length === 0) return null;
  return (
    <div className={classes.often}>
      <Text fw={600}>{t("beyond.title")}</Text>
      <ul>
        {limits.map((one) => (
          <li key={`${one.member_id} ${one.reason}`}>{line(one)}</li>
        ))}
      </ul>
      <Text>{t("beyond.text")}</Text>
    </div>
  );
}
