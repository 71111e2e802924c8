import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/ui/EmptyState";
import { Page } from "@/components/ui/Page";
import { PlanForm } from "@/features/sessions/PlanForm";
import { useCreateSession } from "@/features/sessions/mutations";
import { facilitatorsQuery, publishedGuidesQuery } from "@/features/sessions/queries";
import { drawnQuery } from "@/lib/queries/sessions";
import { loaded } from "@/lib/query";

export const Route = createFileRoute("/_app/cohorts/$cohortId/sessions/new")({
  staticData: { crumb: "crumb.new" },
  loader: ({ params: { cohortId } }) =>
    Promise.all([loaded(drawnQuery(cohortId)), loaded(publishedGuidesQuery(cohortId)), loaded(facilitatorsQuery)]),
  component: NewSession,
});

function NewSession() {
  const { t } = useTranslation("sessions");
  const { cohortId } = Route.useParams();
  const navigate = Route.useNavigate();
  const { data: members } = useSuspenseQuery(drawnQuery(cohortId));
  const { data: guides } = useSuspenseQuery(publishedGuidesQuery(cohortId));
  const { data: people } = useSuspenseQuery(facilitatorsQuery);
  const create = useCreateSession();
  const open = (sessionId: string) => navigate({ to: "/sessions/$sessionId", params: { sessionId } });
  if (members.length === 0)
    return (
      <Page title={t("schedule")}>
        <EmptyState title={t("noMembers.title")}>{t("noMembers.text")}</EmptyState>
      </Page>
    );
  return (
    <Page title={t("schedule")} lead={t("scheduleLead")}>
      <PlanForm
        {...{ members, guides, people }}
        error={create.error}
        busy={create.isPending}
        submit={t("scheduleSubmit")}
        onSubmit={(plan) =>
          create.mutate({ ...plan, cohort_id: cohortId }, { onSuccess: ({ id }) => void open(id) })
        }
      />
    </Page>
  );
}
