import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/ui/Page";
import { Draw } from "@/features/draw/Draw";
import { DrawResult } from "@/features/draw/DrawResult";
import { MemberList } from "@/features/draw/MemberList";
import { NotYet } from "@/features/draw/NotYet";
import { can } from "@/lib/can";
import { cohortQuery, schoolsQuery } from "@/lib/queries/cohorts";
import { loaded } from "@/lib/query";

export const Route = createFileRoute("/_app/cohorts/$cohortId/students")({
  staticData: { crumb: "crumb.students" },
  loader: () => loaded(schoolsQuery),
  component: Students,
});

function Students() {
  const { t } = useTranslation("draw");
  const { cohortId } = Route.useParams();
  const { data: cohort } = useSuspenseQuery(cohortQuery(cohortId));
  const { data: schools } = useSuspenseQuery(schoolsQuery);
  const drawn = cohort.status !== "draft";
  return (
    <Page title={t("title")} lead={t(drawn ? "leadDrawn" : "lead")}>
      {drawn && <DrawResult cohort={cohort} schools={schools} />}
      {drawn && <MemberList cohortId={cohortId} schools={schools} />}
      {!drawn && can(cohort, "draw") && <Draw cohort={cohort} schools={schools} />}
      {!drawn && !can(cohort, "draw") && <NotYet cohort={cohort} />}
    </Page>
  );
}
