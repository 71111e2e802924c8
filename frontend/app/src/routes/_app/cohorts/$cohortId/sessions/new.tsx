import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/ui/EmptyState";
import { Page } from "@/components/ui/Page";
import { PlanForm } from "@/features/sessions/PlanForm";
import { GroupStopped } from "@/features/sessions/GroupStopped";
import { beginningSearch, leadOf, useBeginning } from "@/features/sessions/beginning";
import { useCreateSession } from "@/features/sessions/mutations";
import { publishedGuidesQuery } from "@/features/sessions/queries";
import { groupPlanQuery } from "@/lib/queries/groups";
import { drawnQuery } from "@/lib/queries/sessions";
import { facilitatorsQuery } from "@/lib/queries/users";
import { loaded } from "@/lib/query";

export const Route = createFileRoute("/_app/cohorts/$cohortId/sessions/new")({
  staticData: { crumb: "crumb.new" },
  validateSearch: beginningSearch,
  loaderDeps: ({ search: { group, round } }) => ({ group, round }),
  loader: ({ params: { cohortId }, deps: { group, round } }) =>
    Promise.all([
      loaded(drawnQuery(cohortId)),
      loaded(publishedGuidesQuery(cohortId)),
      loaded(facilitatorsQuery),
      ...(group === undefined ? [] : [loaded(groupPlanQuery(cohortId, round))]),
    ]),
  component: NewSession,
});

function NewSession() {
  const { t } = useTranslation("sessions");
  const { cohortId } = Route.useParams();
  const navigate = Route.useNavigate();
  const { data: members } = useSuspenseQuery(drawnQuery(cohortId));
  const { data: guides } = useSuspenseQuery(publishedGuidesQuery(cohortId));
  const { data: people } = useSuspenseQuery(facilitatorsQuery);
  const search = Route.useSearch();
  const { beginning, stopped, ...from } = useBeginning(cohortId, search);
  const create = useCreateSession(({ id }) => void navigate({ to: "/sessions/$sessionId", params: { sessionId: id } }));
  if (members.length === 0)
    return (
      <Page title={t("schedule")}>
        <EmptyState title={t("noMembers.title")}>{t("noMembers.text")}</EmptyState>
      </Page>
    );
  return (
    <Page title={t("schedule")} lead={t(leadOf(from), { ...from, number: search.group })}>
      {stopped && search.group !== undefined && <GroupStopped {...{ cohortId, stopped }} group={search.group} round={search.round} />}
      <PlanForm
        key={`${search.group} ${search.round} ${search.member} ${stopped}`}
        {...{ cohortId, members, guides, people, beginning }}
        error={create.error}
        busy={create.isPending}
        submit={t("scheduleSubmit")}
        onSubmit={(plan) => create.mutate({ ...plan, cohort_id: cohortId })}
      />
    </Page>
  );
}
