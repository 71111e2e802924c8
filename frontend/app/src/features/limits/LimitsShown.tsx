import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Facts } from "@/components/data/Facts";
import { SchoolYearSaid } from "./SchoolYearSaid";
import type { Limits, SchoolYear } from "./queries";

/** The limits for those who go by them, and don't set them. */
export function LimitsShown({ limits, year }: { limits: Limits; year: SchoolYear }) {
  const { t } = useTranslation("limits");
  const facts = (["rounds", "minutes"] as const).map((limit) => ({ label: t(limit), value: limits[limit] || t("noLimit") }));
  return (
    <Stack>
      <Facts facts={facts} />
      <SchoolYearSaid year={year} />
    </Stack>
  );
}
