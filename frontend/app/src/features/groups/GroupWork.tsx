import { Text, Title } from "@mantine/core";
import { useQuery, useQueryClient, useSuspenseQueries } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/ui/EmptyState";
import { Fold } from "@/components/ui/Fold";
import { can } from "@/lib/can";
import { type Cohort, schoolsQuery } from "@/lib/queries/cohorts";
import { type GroupPlan, groupPlanQuery, groupsSolveQuery, underWay } from "@/lib/queries/groups";
import { drawnQuery } from "@/lib/queries/sessions";
import { facilitatorsQuery } from "@/lib/queries/users";
import { tell } from "@/lib/toasts";
import { AskForm } from "./AskForm";
import { Balance, type Focus } from "./Balance";
import { Board } from "./Board";
import { Refusal } from "./Refusal";
import { Rounds } from "./Rounds";
import { Standing } from "./Standing";
import { Working } from "./Working";
import { fieldsOf, usualFields } from "./ask";
import { follow, useAsk } from "./mutations";
import { criteriaQuery, sizesQuery } from "./queries";
import { useBoard } from "./useBoard";
import classes from "./groups.module.css";

function useKnown(cohort: Cohort) {
  const [members, people, schools, criteria, sizes] = useSuspenseQueries({
    queries: [drawnQuery(cohort.id), facilitatorsQuery, schoolsQuery, criteriaQuery(cohort.school_ids), sizesQuery],
  });
  return {
    members: members.data,
    people: people.data,
    schools: schools.data,
    criteria: criteria.data.criteria,
    sizes: sizes.data,
  };
}

interface MadeProps {
  plan: GroupPlan;
  known: ReturnType<typeof useKnown>;
  names: ReadonlyMap<string, string>;
  editable: boolean;
  asking: ReturnType<typeof useAsk>;
}

/** The groups of one round: how they stand, side by side, and how even they are. */
function Made({ plan, known, names, editable, asking }: MadeProps) {
  const { t } = useTranslation("groups");
  const board = useBoard(plan);
  const [focus, setFocus] = useState<Focus | null>(null);
  const people = new Map(known.people.map(({ id, name }) => [id, name]));
  const { schools } = known;
  return (
    <>
      <Rounds plan={board.shown} />
      <Standing
        {...{ board, names, schools, editable }}
        mending={asking.isPending}
        onMend={() => asking.mutate({ ...plan.asked, keep: true, round: plan.round })}
        onStale={() => tell(t("stale"))}
      />
      {editable && (
        <Text c="dimmed" maw="52rem">
          {t("hint")} <span className={classes.keys}>{t("hintKeys")}</span>
        </Text>
      )}
      <Board key={plan.round} {...{ board, names, people, schools, focus, editable }} />
      <Balance plan={board.shown} {...{ schools, focus }} onFocus={setFocus} />
    </>
  );
}

/** From the ask to confirmed groups, on one page. */
export function GroupWork({ cohort, round }: { cohort: Cohort; round: number }) {
  const { t } = useTranslation("groups");
  const queries = useQueryClient();
  const known = useKnown(cohort);
  const { data: first = null } = useQuery(groupPlanQuery(cohort.id));
  const { data: chosen } = useQuery(groupPlanQuery(cohort.id, round));
  const plan = chosen ?? first;
  const { data: solve } = useQuery(groupsSolveQuery(cohort.id));
  const label = t("work.label", { name: cohort.name });
  const asking = useAsk(cohort.id, label);
  const working = underWay(solve);
  useEffect(() => {
    if (working) follow(queries, cohort.id, label);
  }, [working, queries, cohort.id, label]);
  const names = new Map(known.members.map(({ id, pseudonym }) => [id, pseudonym]));
  const groups = can(cohort, "group");
  const ended = solve && !working && solve.status !== "done" && (!plan || (solve.ended_at ?? "") > plan.updated_at);
  const unmet = ended ? solve.asked : null;
  const form = (initial: ReturnType<typeof fieldsOf>, submit: string) => (
    <AskForm {...known} {...{ initial, submit }} error={asking.error} busy={asking.isPending} onAsk={asking.mutate} />
  );
  if (known.members.length === 0) return <EmptyState title={t("nobody.title")}>{t("nobody.text")}</EmptyState>;
  return (
    <>
      {solve && working && <Working cohortId={cohort.id} solve={solve} />}
      {ended && <Refusal {...{ solve, names }} />}
      {/* Groups that are worked out anew have no way back to those before. */}
      {plan && <Made key={solve?.id} {...{ plan, known, names, asking }} editable={groups && !working} />}
      {!plan && !groups && <EmptyState title={t("notYet.title")}>{t("notYet.text")}</EmptyState>}
      {!plan && groups && !working && (
        <>
          <Title order={2} size="h4">
            {t("first.title", { count: known.members.length })}
          </Title>
          <Text maw="46rem" mb="lg">
            {t("first.text")}
          </Text>
          {form(unmet ? fieldsOf(unmet) : usualFields(cohort, known.members.length, known.criteria, known.sizes), t("ask.submit"))}
        </>
      )}
      {plan && groups && !working && (
        <Fold title={t("anew")}>
          {plan.rounds.length > 1 && <Text mb="md">{t("anewAll", { count: plan.rounds.length })}</Text>}
          {form(fieldsOf(unmet ?? plan.asked), t("ask.again"))}
        </Fold>
      )}
    </>
  );
}
