import { Button } from "@mantine/core";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link, createFileRoute } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/ui/Page";
import { ChangePlan } from "@/features/sessions/ChangePlan";
import { useSessionName } from "@/features/sessions/SessionList";
import { SessionPlan } from "@/features/sessions/SessionPlan";
import { can } from "@/lib/can";
import { sayMoment } from "@/lib/format";
import i18next from "i18next";
import { cohortQuery } from "@/lib/queries/cohorts";
import { guideVersionQuery, sessionQuery } from "@/lib/queries/sessions";
import { loaded } from "@/lib/query";
import { useUnsent } from "@/lib/unsent";

export const Route = createFileRoute("/_app/sessions/$sessionId")({
  loader: async ({ params }) => {
    const session = await loaded(sessionQuery(params.sessionId));
    await loaded(cohortQuery(session.cohort_id));
    return { crumb: sayMoment(new Date(session.starts_at), i18next.language) };
  },
  component: SessionPage,
});

function Screens({ sessionId, runs }: { sessionId: string; runs: boolean }) {
  const { t } = useTranslation("sessions");
  return (
    <>
      {runs && (
        <Button component={Link} to={`/sessions/${sessionId}/moderate`}>
          {t("openModerator")}
        </Button>
      )}
      <Button variant="default" component={Link} to={`/sessions/${sessionId}/notes`}>
        {t("openNotes")}
      </Button>
    </>
  );
}

function SessionPage() {
  const { sessionId } = Route.useParams();
  const { me } = Route.useRouteContext();
  const left = useUnsent(me.id).some(({ session_id }) => session_id === sessionId);
  const [changing, setChanging] = useState(false);
  const name = useSessionName();
  const { data: session } = useSuspenseQuery(sessionQuery(sessionId));
  const { data: cohort } = useSuspenseQuery(cohortQuery(session.cohort_id));
  const { data: guide } = useQuery(guideVersionQuery(session.guide_version_id));
  const runs = can(session, "follow") && session.status !== "cancelled" && session.status !== "completed";
  return (
    <Page title={name(session)} actions={(runs || left) && !changing && <Screens {...{ sessionId, runs }} />}>
      {changing ? (
        <ChangePlan key={session.version} session={session} onDone={() => setChanging(false)} />
      ) : (
        <SessionPlan
          session={session}
          cohort={cohort.name}
          guide={guide?.name ?? null}
          onChange={() => setChanging(true)}
        />
      )}
    </Page>
  );
}
