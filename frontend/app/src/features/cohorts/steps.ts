import { useTranslation } from "react-i18next";
import type { Step } from "@/components/data/StepStrip";
import type { Cohort } from "@/lib/queries/cohorts";

/** The order of the work, with what each step's own rows say about it. */
export function useSteps(cohort: Cohort): Step[] {
  const { t } = useTranslation("cohorts");
  const params = { cohortId: cohort.id };
  return [
    { key: "overview", label: t("steps.overview"), to: "/cohorts/$cohortId", params, state: "done" },
  ];
}
