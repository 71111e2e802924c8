import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/ui/EmptyState";
import { Page } from "@/components/ui/Page";
import { GuideEditor } from "@/features/guide/GuideEditor";
import { GuideForm } from "@/features/guide/GuideForm";
import { GuideText } from "@/features/guide/GuideRead";
import { guideQuery } from "@/features/guide/queries";
import { can } from "@/lib/can";
import { cohortQuery, schoolsQuery } from "@/lib/queries/cohorts";
import { guidesQuery } from "@/lib/queries/guides";
import { loaded } from "@/lib/query";

export const Route = createFileRoute("/_app/cohorts/$cohortId/guide")({
  staticData: { crumb: "crumb.guide" },
  loader: ({ params }) => Promise.all([loaded(guidesQuery(params.cohortId)), loaded(schoolsQuery)]),
  component: GuideStep,
});

function GuideStep() {
  const { t } = useTranslation("guide");
  const { me } = Route.useRouteContext();
  const { cohortId } = Route.useParams();
  const { data: cohort } = useSuspenseQuery(cohortQuery(cohortId));
  const { data: schools } = useSuspenseQuery(schoolsQuery);
  const { data: guides } = useSuspenseQuery(guidesQuery(cohortId));
  const first = guides[0];
  if (first)
    return (
      <Page title={t("title")} lead={t("lead")}>
        <Guide key={first.id} id={first.id} />
      </Page>
    );
  return (
    <Page title={t("title")} lead={t("lead")}>
      {me.abilities.includes("guides:write") && cohort.status !== "closed" ? (
        <GuideForm cohort={cohort} schools={schools} />
      ) : (
        <EmptyState title={t("none.title")}>{t("none.text")}</EmptyState>
      )}
    </Page>
  );
}

function Guide({ id }: { id: string }) {
  const { data: guide } = useSuspenseQuery(guideQuery(id));
  return can(guide, "update") ? <GuideEditor guide={guide} /> : <GuideText guide={guide} />;
}
