import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/ui/Page";
import { CohortMark } from "@/features/cohorts/CohortList";
import { CohortPlan } from "@/features/cohorts/CohortPlan";
import { Funnel } from "@/features/funnel/Funnel";
import { cohortQuery, schoolsQuery } from "@/lib/queries/cohorts";
import { loaded } from "@/lib/query";

export const Route = createFileRoute("/_app/cohorts/$cohortId/")({
  staticData: { crumb: "crumb.overview" },
  loader: () => loaded(schoolsQuery),
  component: Overview,
});

function Overview() {
  const { t } = useTranslation("cohorts");
  const { cohortId } = Route.useParams();
  const { data: cohort } = useSuspenseQuery(cohortQuery(cohortId));
  const { data: schools } = useSuspenseQuery(schoolsQuery);
  return (
    <Page title={cohort.name} lead={<CohortMark status={cohort.status} />}>
      <CohortPlan key={cohort.version} cohort={cohort} schools={schools} heading={t("plan.title")} />
      {cohort.status !== "draft" && <Funnel cohortId={cohort.id} schools={schools} />}
    </Page>
  );
}
