import { Button, Group, Stack, Title } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Facts } from "@/components/data/Facts";
import { FormErrors } from "@/components/form/FormErrors";
import { Confirm } from "@/components/ui/Confirm";
import { afterwards } from "@/lib/afterwards";
import { can } from "@/lib/can";
import { tell } from "@/lib/toasts";
import { CohortForm } from "./CohortForm";
import { type CohortDraft, useCloseCohort, useDeleteCohort, useUpdateCohort } from "./mutations";
import type { Cohort } from "@/lib/queries/cohorts";

interface Props {
  cohort: Cohort;
  schools: { id: string; name: string }[];
  heading: string;
}

function PlanFacts({ cohort, schools }: Omit<Props, "heading">) {
  const { t } = useTranslation("cohorts");
  const names = schools.filter(({ id }) => cohort.school_ids.includes(id)).map(({ name }) => name);
  const facts = [
    { label: t("purpose"), value: cohort.purpose },
    { label: t("exploring"), value: cohort.exploring ?? t("notSaid") },
    { label: t("focus.label"), value: t(`focus.${cohort.focus}`) },
    { label: t("schools"), value: names.join(", ") },
    { label: t("size"), value: t("ofSize", { count: cohort.member_count, size: cohort.size }) },
  ];
  return <Facts facts={facts} />;
}

function Ways({ cohort, onChange }: { cohort: Cohort; onChange: () => void }) {
  const { t } = useTranslation("cohorts");
  const navigate = useNavigate();
  const close = useCloseCohort(cohort);
  const remove = useDeleteCohort(cohort);
  const leave = () => void navigate({ to: "/cohorts" });
  return (
    <Stack>
      <FormErrors error={close.error ?? remove.error} />
      <Group align="flex-start">
        {can(cohort, "update") && <Button onClick={onChange}>{t("plan.change")}</Button>}
        {can(cohort, "close") && (
          <Confirm label={t("plan.close")} lost={t("plan.closeLost")} busy={close.isPending} onConfirm={close.mutate} />
        )}
        {can(cohort, "delete") && (
          <Confirm
            label={t("plan.delete")}
            lost={t("plan.deleteLost")}
            busy={remove.isPending}
            onConfirm={() => remove.mutate(undefined, { onSuccess: leave })}
          />
        )}
      </Group>
    </Stack>
  );
}

/** What the round is for; changed in place until the students are drawn. */
export function CohortPlan({ cohort, schools, heading }: Props) {
  const { t } = useTranslation("cohorts");
  const [changing, setChanging] = useState(false);
  const update = useUpdateCohort(cohort);
  const saved = () => {
    setChanging(false);
    tell(t("plan.saved"));
  };
  const save = (draft: CohortDraft) => afterwards(update, draft, saved);
  return (
    <Stack>
      <Title order={2} size="h4">
        {heading}
      </Title>
      {changing ? (
        <CohortForm
          {...{ schools, cohort, error: update.error, busy: update.isPending, submit: t("plan.save") }}
          onSubmit={save}
        />
      ) : (
        <>
          <PlanFacts cohort={cohort} schools={schools} />
          <Ways cohort={cohort} onChange={() => setChanging(true)} />
        </>
      )}
    </Stack>
  );
}
