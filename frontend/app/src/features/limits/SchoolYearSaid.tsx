import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { fullDay } from "./days";
import type { SchoolYear } from "./queries";

/** When this school year began, and who says so. */
export function SchoolYearSaid({ year }: { year: SchoolYear }) {
  const { t, i18n } = useTranslation("limits");
  const { starts_on, source } = year;
  if (!starts_on || !source) return <Text maw="44rem">{t("year.unknown")}</Text>;
  return <Text maw="44rem">{t(`year.${source}`, { day: fullDay(starts_on, i18n.language) })}</Text>;
}
