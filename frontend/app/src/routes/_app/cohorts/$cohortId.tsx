import { useSuspenseQuery } from "@tanstack/react-query";
import { Outlet, createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { StepStrip } from "@/components/data/StepStrip";
import { cohortQuery } from "@/lib/queries/cohorts";
import { useSteps } from "@/features/cohorts/steps";
import { loaded } from "@/lib/query";

export const Route = createFileRoute("/_app/cohorts/$cohortId")({
  loader: async ({ params }) => {
    const { name } = await loaded(cohortQuery(params.cohortId));
    return { crumb: name };
  },
  component: Workspace,
});

function Workspace() {
  const { t } = useTranslation("cohorts");
  const { cohortId } = Route.useParams();
  const { me } = Route.useRouteContext();
  const { data: cohort } = useSuspenseQuery(cohortQuery(cohortId));
  return (
    <>
      <StepStrip label={t("steps.label")} steps={useSteps(cohort, me.abilities)} />
      <Outlet />
    </>
  );
}
