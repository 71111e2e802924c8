import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/ui/Page";
import { ActionList } from "@/features/actions/ActionList";
import { Feedback } from "@/features/actions/Feedback";
import { cohortQuery, schoolsQuery } from "@/lib/queries/cohorts";
import { themesQuery } from "@/lib/queries/insights";

export const Route = createFileRoute("/_app/cohorts/$cohortId/actions")({
  staticData: { crumb: "crumb.actions" },
  validateSearch: ({ theme }: Record<string, unknown>): { theme?: string } =>
    typeof theme === "string" ? { theme } : {},
  component: Actions,
});

function Actions() {
  const { t } = useTranslation("actions");
  const { me } = Route.useRouteContext();
  const { cohortId } = Route.useParams();
  const { theme } = Route.useSearch();
  const { data: cohort } = useSuspenseQuery(cohortQuery(cohortId));
  const { data: schools } = useSuspenseQuery(schoolsQuery);
  const enabled = me.abilities.includes("insights:read");
  const { data: themes = [] } = useQuery({ ...themesQuery(cohortId), enabled });
  return (
    <Page title={t("title")} lead={t("lead")}>
      <ActionList key={theme} {...{ cohortId, themes, themeId: theme, me }} />
      {me.abilities.includes("feedback:read") && <Feedback {...{ cohort, schools, themes, me }} />}
    </Page>
  );
}
