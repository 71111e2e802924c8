import { useSuspenseQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/ui/EmptyState";
import type { Cohort } from "@/lib/queries/cohorts";
import { LotteryFacts } from "./LotteryFacts";
import { lotteryQuery } from "./queries";

/** A cohort that is not drawn yet, for those who don't draw: they can write the lottery's hash down too. */
export function NotYet({ cohort }: { cohort: Cohort }) {
  const { t } = useTranslation("draw");
  const { data: lottery } = useSuspenseQuery(lotteryQuery(cohort.id));
  if (!lottery) return <EmptyState title={t("notYet.title")}>{t("notYet.text")}</EmptyState>;
  return <LotteryFacts lottery={lottery}>{t("lottery.wait")}</LotteryFacts>;
}
