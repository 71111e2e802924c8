import type { Schemas } from "@tellmore/client";
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { StatusMark } from "@/components/ui/StatusMark";

/** How often a student was heard in this school year, and for how long out of class for it. */
export function ThisYear({ year }: { year: Schemas["ThisYear"] }) {
  const { t } = useTranslation("draw");
  if (year.rounds === null || year.minutes === null)
    return (
      <Text span c="dimmed">
        {t("member.yearUnknown")}
      </Text>
    );
  if (year.rounds === 0 && year.minutes === 0) return t("member.yearNone");
  const words = t("member.yearSoFar", { rounds: t("member.rounds", { count: year.rounds }), minutes: year.minutes });
  return year.reached ? <StatusMark tone="warning">{t("member.yearFull", { words })}</StatusMark> : words;
}
