import { useSuspenseQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Session, drawnQuery } from "@/lib/queries/sessions";
import { facilitatorsQuery } from "@/lib/queries/users";
import { PlanForm } from "./PlanForm";
import { useUpdateSession } from "./mutations";
import { publishedGuidesQuery } from "./queries";

/** The plan of a session that has not begun, to be changed. */
export function ChangePlan({ session, onDone }: { session: Session; onDone: () => void }) {
  const { t } = useTranslation("sessions");
  const [members, guides, people] = useSuspenseQueries({
    queries: [drawnQuery(session.cohort_id), publishedGuidesQuery(session.cohort_id), facilitatorsQuery],
  });
  const update = useUpdateSession(session);
  return (
    <PlanForm
      session={session}
      members={members.data}
      guides={guides.data}
      people={people.data}
      error={update.error}
      busy={update.isPending}
      submit={t("changeSubmit")}
      onSubmit={(plan) => update.mutate(plan, { onSuccess: onDone })}
      onBack={onDone}
    />
  );
}
