import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/ui/EmptyState";
import { Page } from "@/components/ui/Page";
import { GroupWork } from "@/features/groups/GroupWork";
import { cohortQuery } from "@/lib/queries/cohorts";
import { groupPlanQuery, groupsSolveQuery, roundIn } from "@/lib/queries/groups";
import { loaded } from "@/lib/query";

export const Route = createFileRoute("/_app/cohorts/$cohortId/groups")({
  staticData: { crumb: "crumb.groups" },
  validateSearch: roundIn,
  loaderDeps: ({ search: { round } }) => ({ round }),
  loader: async ({ params: { cohortId }, deps: { round } }) => {
    const { status } = await loaded(cohortQuery(cohortId));
    if (status === "draft") return;
    const plans = [groupPlanQuery(cohortId), groupPlanQuery(cohortId, round)].map(loaded);
    await Promise.all([...plans, loaded(groupsSolveQuery(cohortId))]);
  },
  component: Groups,
});

function Groups() {
  const { t } = useTranslation("groups");
  const { cohortId } = Route.useParams();
  const { round = 1 } = Route.useSearch();
  const { data: cohort } = useSuspenseQuery(cohortQuery(cohortId));
  return (
    <Page title={t("title")} lead={t("lead")}>
      {cohort.status === "draft" ? (
        <EmptyState title={t("nobody.title")}>{t("nobody.text")}</EmptyState>
      ) : (
        <GroupWork {...{ cohort, round }} />
      )}
    </Page>
  );
}
