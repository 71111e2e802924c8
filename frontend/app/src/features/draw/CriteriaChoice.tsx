import { Button, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CheckboxesField } from "@/components/form/CheckboxesField";
import { FormErrors } from "@/components/form/FormErrors";
import { useCriterionName } from "@/components/data/criteria";
import type { Cohort } from "@/lib/queries/cohorts";
import { usePropose } from "./mutations";
import type { Pool } from "./queries";
import type { QuotaPlan } from "./useQuotaPlan";

const USUAL = ["grade", "school", "gender", "race_2024", "english_learner", "special_education", "program"];

interface Props {
  cohort: Cohort;
  pool: Pool;
  plan: QuotaPlan;
}

/** By which criteria the group shall look like the pool; the server proposes how many of each. */
export function CriteriaChoice({ cohort, pool, plan }: Props) {
  const { t } = useTranslation("draw");
  const criterion = useCriterionName();
  const there = pool.criteria.filter(({ values }) => values.length > 1).map(({ criterion: name }) => name);
  const usual = there.filter((name) => USUAL.includes(name));
  const [chosen, setChosen] = useState(plan.criteria.length > 0 ? plan.criteria : usual);
  const propose = usePropose(cohort);
  return (
    <Stack>
      <FormErrors error={propose.error} />
      <CheckboxesField
        name="criteria"
        label={t("criteria.label")}
        help={t("criteria.help")}
        options={there.map((name) => ({ value: name, label: criterion(name) }))}
        value={chosen}
        onChange={setChosen}
      />
      <Group>
        <Button
          variant={plan.quotas.length > 0 ? "default" : "filled"}
          disabled={chosen.length === 0}
          loading={propose.isPending}
          onClick={() => propose.mutate(chosen, { onSuccess: ({ quotas }) => plan.take(quotas) })}
        >
          {t(plan.quotas.length > 0 ? "criteria.again" : "criteria.propose")}
        </Button>
      </Group>
      {propose.data?.notes.map((note) => <p key={note}>{note}</p>)}
    </Stack>
  );
}
