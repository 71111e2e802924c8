import { Anchor, Button, Group, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Facts } from "@/components/data/Facts";
import { When } from "@/components/ui/When";
import { can } from "@/lib/can";
import type { Session } from "@/lib/queries/sessions";
import { Beyond } from "./Beyond";
import { Checks } from "./Checks";
import { Missing } from "./Missing";
import { ReasonForm } from "./ReasonForm";
import { RecallNote } from "./RecallNote";
import { SessionMark } from "./SessionList";
import { useCancelSession, useOverrideConflict } from "./mutations";
import { minutesOf } from "./plan";
import classes from "./sessions.module.css";

interface Props {
  session: Session;
  cohort: string;
  guide: string | null;
  onChange: () => void;
}

function PlanFacts({ session, cohort, guide }: Omit<Props, "onChange">) {
  const { t } = useTranslation("sessions");
  const { starts_at, place, link, no_note_taker_reason: reason } = session;
  const where = link ? <Anchor href={link}>{link}</Anchor> : place;
  const facts = [
    { label: t("state"), value: <SessionMark status={session.status} /> },
    { label: t("when"), value: <When at={starts_at} /> },
    { label: t("howLong"), value: t("minutesLong", { count: minutesOf(session) }) },
    { label: t("where"), value: where },
    { label: t("guide"), value: guide ?? t("guideNone") },
    {
      label: t("inCohort"),
      value: (
        <Link to="/cohorts/$cohortId" params={{ cohortId: session.cohort_id }}>
          {cohort}
        </Link>
      ),
    },
    ...(reason ? [{ label: t("noNoteTakerReason"), value: reason }] : []),
  ];
  return <Facts facts={facts} />;
}

function Seats({ session }: { session: Session }) {
  const { t } = useTranslation("sessions");
  return (
    <section className={classes.section}>
      <Title order={2} size="h4" mb="sm">
        {t("seats")}
      </Title>
      <ul className={classes.plain} style={{ gap: "0.3rem" }}>
        {session.participants.map(({ member_id, pseudonym, presence }) => (
          <li key={member_id}>
            {pseudonym} <Text span c="dimmed">{`· ${t(`presence.${presence}`)}`}</Text>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Ways({ session, onChange }: Pick<Props, "session" | "onChange">) {
  const { t } = useTranslation("sessions");
  const cancel = useCancelSession(session);
  const override = useOverrideConflict(session);
  const blocked = session.missing.some(({ code }) => code === "conflict");
  return (
    <Group mt="xl" align="flex-start">
      {can(session, "update") && (
        <Button variant="default" onClick={onChange}>
          {t("change")}
        </Button>
      )}
      {blocked && can(session, "override_conflict") && (
        <ReasonForm
          label={t("override")}
          question={t("overrideReason")}
          error={override.error}
          busy={override.isPending}
          onGive={override.mutate}
        />
      )}
      {can(session, "cancel") && (
        <ReasonForm
          label={t("cancel")}
          question={t("cancelReason")}
          error={cancel.error}
          busy={cancel.isPending}
          onGive={cancel.mutate}
        />
      )}
    </Group>
  );
}

/** One session: what is planned, who listens, and what is still missing. */
export function SessionPlan({ session, cohort, guide, onChange }: Props) {
  const { t } = useTranslation("sessions");
  return (
    <Stack gap={0}>
      <Missing session={session} />
      <Beyond warnings={session.warnings} />
      {session.status === "cancelled" && !session.cancelled_reason && <p>{t("cancelledKept")}</p>}
      {session.cancelled_reason && <p>{t("cancelled", { reason: session.cancelled_reason })}</p>}
      <section className={classes.section}>
        <PlanFacts {...{ session, cohort, guide }} />
      </section>
      <section className={classes.section}>
        <Title order={2} size="h4" mb="sm">
          {t("checkTitle")}
        </Title>
        <Checks session={session} />
        {session.override_at && !session.override_reason && <p>{t("overriddenKept")}</p>}
        {session.override_reason && <p>{t("overridden", { reason: session.override_reason })}</p>}
      </section>
      <Seats session={session} />
      <RecallNote session={session} />
      <Ways {...{ session, onChange }} />
    </Stack>
  );
}
