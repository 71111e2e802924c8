import { Button } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "@/components/ui/ButtonLink";
import { EmptyState } from "@/components/ui/EmptyState";
import { Page } from "@/components/ui/Page";
import { Certificate } from "@/features/draw/Certificate";
import { WhichCounts } from "@/features/draw/WhichCounts";
import { districtQuery } from "@/lib/me";
import { cohortQuery, schoolsQuery } from "@/lib/queries/cohorts";
import { loaded } from "@/lib/query";

export const Route = createFileRoute("/_app/cohorts/$cohortId/certificate")({
  staticData: { crumb: "crumb.certificate" },
  validateSearch: ({ counts }: Record<string, unknown>): { counts?: "all" } => (counts === "all" ? { counts } : {}),
  loader: () => Promise.all([loaded(schoolsQuery), loaded(districtQuery)]),
  component: Paper,
});

function Paper() {
  const { t } = useTranslation("certificate");
  const { cohortId } = Route.useParams();
  const { counts } = Route.useSearch();
  const { data: cohort } = useSuspenseQuery(cohortQuery(cohortId));
  const { data: schools } = useSuspenseQuery(schoolsQuery);
  const { data: district } = useSuspenseQuery(districtQuery);
  const students = (
    <ButtonLink to="/cohorts/$cohortId/students" params={{ cohortId }}>
      {t("none.go")}
    </ButtonLink>
  );
  if (cohort.status === "draft")
    return (
      <Page title={t("title")} lead={cohort.name}>
        <EmptyState title={t("none.title")} action={students}>
          {t("none.text")}
        </EmptyState>
      </Page>
    );
  const print = <Button onClick={() => window.print()}>{t("print")}</Button>;
  return (
    <Page title={t("title")} lead={cohort.name} actions={<div className="tm-screen">{print}</div>}>
      <WhichCounts cohortId={cohortId} everything={counts === "all"} />
      <Certificate cohort={cohort} schools={schools} district={district.name} everything={counts === "all"} />
    </Page>
  );
}
