import { useSuspenseQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Session, drawnQuery, guideVersionQuery } from "@/lib/queries/sessions";
import { facilitatorsQuery } from "@/lib/queries/users";
import { PlanForm } from "./PlanForm";
import { offeredTo } from "./guides";
import { useUpdateSession } from "./mutations";
import { publishedGuidesQuery } from "./queries";

/** The plan of a session that has not begun, to be changed. */
export function ChangePlan({ session, onDone }: { session: Session; onDone: () => void }) {
  const { t } = useTranslation("sessions");
  const [members, newest, people, own] = useSuspenseQueries({
    queries: [drawnQuery(session.cohort_id), publishedGuidesQuery(session.cohort_id), facilitatorsQuery, guideVersionQuery(session.guide_version_id)],
  });
  const update = useUpdateSession(session, onDone);
  return (
    <PlanForm
      session={session}
      cohortId={session.cohort_id}
      members={members.data}
      guides={offeredTo(session, newest.data, own.data)}
      people={people.data}
      error={update.error}
      busy={update.isPending}
      submit={t("changeSubmit")}
      onSubmit={update.mutate}
      onBack={onDone}
    />
  );
}
