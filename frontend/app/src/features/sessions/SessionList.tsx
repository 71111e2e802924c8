import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { DataTable } from "@/components/data/DataTable";
import { StatusMark, type Tone } from "@/components/ui/StatusMark";
import { When } from "@/components/ui/When";
import type { Session, SessionStatus } from "@/lib/queries/sessions";

const tones: Record<SessionStatus, Tone> = {
  scheduled: "open",
  running: "waiting",
  completed: "done",
  cancelled: "stopped",
};

export function SessionMark({ status }: { status: SessionStatus }) {
  const { t } = useTranslation("sessions");
  return <StatusMark tone={tones[status]}>{t(`status.${status}`)}</StatusMark>;
}

/** What a session is called: it has no name of its own. */
export function useSessionName(): (session: Session) => string {
  const { t } = useTranslation("sessions");
  return ({ kind, participants }) =>
    kind === "individual" ? t("kind.individual") : t("groupOf", { count: participants.length });
}

interface Props {
  sessions: readonly Session[];
  /** Names of the cohorts, where sessions of several stand together. */
  cohorts?: { id: string; name: string }[];
}

export function SessionList({ sessions, cohorts }: Props) {
  const { t } = useTranslation("sessions");
  const name = useSessionName();
  const link = (session: Session) => (
    <Link to="/sessions/$sessionId" params={{ sessionId: session.id }}>
      {name(session)}
    </Link>
  );
  const of = new Map(cohorts?.map((cohort) => [cohort.id, cohort.name]));
  const cohort = { key: "cohort", header: t("cohort"), cell: (one: Session) => of.get(one.cohort_id) ?? "" };
  return (
    <DataTable
      caption={t("title")}
      rows={sessions}
      rowKey={({ id }) => id}
      columns={[
        { key: "session", header: t("session"), cell: link },
        { key: "when", header: t("when"), cell: ({ starts_at }) => <When at={starts_at} /> },
        { key: "where", header: t("where"), cell: ({ place, modality }) => place ?? t(`modality.${modality}`) },
        { key: "state", header: t("state"), cell: ({ status }) => <SessionMark status={status} /> },
        ...(cohorts ? [cohort] : []),
      ]}
    />
  );
}
