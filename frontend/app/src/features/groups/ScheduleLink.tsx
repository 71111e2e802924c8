import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "@/components/ui/ButtonLink";
import { Icon } from "@/components/ui/Icon";
import { When } from "@/components/ui/When";
import { type GroupPlan, mustBeMended } from "@/lib/queries/groups";
import { type Session, sessionsQuery } from "@/lib/queries/sessions";
import type { Group } from "./GroupCard";
import { sameMembers } from "./plan";
import classes from "./groups.module.css";

function Scheduled({ session }: { session: Session }) {
  const { t } = useTranslation("groups");
  return (
    <p className={classes.scheduled}>
      <Icon name="done" size={16} />
      <Link to="/sessions/$sessionId" params={{ sessionId: session.id }}>
        {t("scheduled")}
      </Link>
      <When at={session.starts_at} />
    </p>
  );
}

interface Props {
  plan: GroupPlan;
  /** Null: those who are offered an interview, each alone. */
  group: Group | null;
  nameOf?: (id: string) => string;
}

/**
 * From confirmed groups to their sessions; those that are scheduled lead to their page. What the roster
 * has broken since stops the others.
 */
export function ScheduleLink({ plan, group, nameOf = () => "" }: Props) {
  const { t } = useTranslation("groups");
  const confirmed = plan.status === "confirmed";
  const { data: sessions = [] } = useQuery({ ...sessionsQuery({ cohort_id: plan.cohort_id }), enabled: confirmed });
  if (!confirmed) return null;
  const planned = sessions.filter(({ status }) => status !== "cancelled");
  const find = (ids: readonly string[], before = 0) =>
    planned
      .filter(({ participants }) => sameMembers(ids, participants.map((one) => one.member_id)))
      .toSorted((a, b) => a.starts_at.localeCompare(b.starts_at))[before];
  const { round } = plan;
  const several = plan.rounds.length > 1;
  const to = "/cohorts/$cohortId/sessions/new";
  const params = { cohortId: plan.cohort_id };
  if (group) {
    const session = find(group.member_ids, group.repeats);
    if (session) return <Scheduled session={session} />;
    if (mustBeMended(plan, group.number)) return <Text c="dimmed">{t("scheduleStops")}</Text>;
    return (
      <ButtonLink to={to} params={params} search={{ group: group.number, round }} aria-label={t(several ? "scheduleRound" : "scheduleGroup", { number: group.number, round })}>
        {t("schedule")}
      </ButtonLink>
    );
  }
  return plan.individual_ids.map((id) => {
    const session = find([id]);
    return session ? (
      <Scheduled key={id} session={session} />
    ) : (
      <ButtonLink key={id} variant="default" to={to} params={params} search={{ member: id }}>
        {t("scheduleOne", { name: nameOf(id) })}
      </ButtonLink>
    );
  });
}
