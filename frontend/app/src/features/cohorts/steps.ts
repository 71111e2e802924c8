import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Step } from "@/components/data/StepStrip";
import type { Cohort } from "@/lib/queries/cohorts";
import { guidesQuery } from "@/lib/queries/guides";

function useGuideStep(cohort: Cohort): Step {
  const { t } = useTranslation("cohorts");
  const { data: guides = [] } = useQuery(guidesQuery(cohort.id));
  const published = guides.find(({ published_number }) => published_number !== null);
  const waiting = guides.length > 0 ? t("steps.guideDraft") : t("steps.noGuide");
  return {
    key: "guide",
    label: t("steps.guide"),
    to: "/cohorts/$cohortId/guide",
    params: { cohortId: cohort.id },
    state: published ? "done" : guides.length > 0 ? "current" : "waiting",
    note: published ? t("steps.guideVersion", { number: published.published_number }) : waiting,
  };
}

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
    useGuideStep(cohort),
  ];
}
