import { Button, Group } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "@/components/ui/ButtonLink";
import { EmptyState } from "@/components/ui/EmptyState";
import { Page } from "@/components/ui/Page";
import { SessionList } from "@/features/sessions/SessionList";
import { sessionsQuery } from "@/lib/queries/sessions";
import { loaded } from "@/lib/query";

export const Route = createFileRoute("/_app/cohorts/$cohortId/sessions/")({
  loader: ({ params }) => loaded(sessionsQuery({ cohort_id: params.cohortId })),
  component: CohortSessions,
});

function CohortSessions() {
  const { t } = useTranslation("sessions");
  const { cohortId } = Route.useParams();
  const { me } = Route.useRouteContext();
  const { data: sessions } = useSuspenseQuery(sessionsQuery({ cohort_id: cohortId }));
  const schedule = me.abilities.includes("sessions:write") && (
    <Button component={Link} to={`/cohorts/${cohortId}/sessions/new`}>
      {t("schedule")}
    </Button>
  );
  const split = me.abilities.includes("draws:read") && (
    <ButtonLink variant="default" to="/cohorts/$cohortId/groups" params={{ cohortId }}>
      {t("split")}
    </ButtonLink>
  );
  const none = sessions.length === 0;
  return (
    <Page title={t("title")} actions={!none && schedule}>
      {none ? (
        <EmptyState
          title={t("none.title")}
          action={
            <Group>
              {schedule}
              {split}
            </Group>
          }
        >
          {t("none.text")}
        </EmptyState>
      ) : (
        <SessionList sessions={sessions} />
      )}
    </Page>
  );
}
