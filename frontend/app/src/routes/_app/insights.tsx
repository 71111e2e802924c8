import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/ui/EmptyState";
import { Page } from "@/components/ui/Page";
import { PublishedThemes } from "@/features/insights/PublishedThemes";
import { publishedQuery } from "@/features/insights/queries";
import { cohortsQuery } from "@/lib/queries/cohorts";

export const Route = createFileRoute("/_app/insights")({
  staticData: { crumb: "nav.insights" },
  component: Insights,
});

function Insights() {
  const { t } = useTranslation("insights");
  const { me } = Route.useRouteContext();
  const { data: themes } = useSuspenseQuery(publishedQuery);
  const enabled = me.abilities.includes("cohorts:read");
  const { data: cohorts = [] } = useQuery({ ...cohortsQuery(), enabled });
  const names = new Map(cohorts.map(({ id, name }) => [id, name]));
  return (
    <Page title={t("title")} lead={t("lead")}>
      {themes.length === 0 ? (
        <EmptyState title={t("none.title")}>{t("none.text")}</EmptyState>
      ) : (
        <PublishedThemes themes={themes} cohorts={names} />
      )}
    </Page>
  );
}
