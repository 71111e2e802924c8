import { useTranslation } from "react-i18next";
import type { Step } from "@/components/data/StepStrip";
import type { Cohort } from "@/lib/queries/cohorts";

/** The order of the work, with what each step's own rows say about it. */
export function useSteps(cohort: Cohort): Step[] {
  const { t } = useTranslation("cohorts");
  const params = { cohortId: cohort.id };
  const drawn = cohort.status !== "draft";
  return [
    { key: "overview", label: t("steps.overview"), to: "/cohorts/$cohortId", params, state: "done" },
    {
      key: "students",
      label: t("steps.students"),
      to: "/cohorts/$cohortId/students",
      params,
      state: drawn ? "done" : "current",
      note: drawn ? t("steps.drawn", { count: cohort.member_count }) : t("steps.notDrawn"),
    },
  ];
}
