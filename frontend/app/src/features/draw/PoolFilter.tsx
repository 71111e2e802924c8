import { Button, Group, Stack } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CheckboxesField } from "@/components/form/CheckboxesField";
import { FormErrors } from "@/components/form/FormErrors";
import { useCriterionName, useValueName } from "@/components/data/criteria";
import { Fold } from "@/components/ui/Fold";
import type { Cohort } from "@/lib/queries/cohorts";
import { useSavePool } from "./mutations";
import { schoolPoolQuery } from "./queries";

/** Which students may be drawn at all. A criterion with nothing chosen leaves everybody in. */
export function PoolFilter({ cohort }: { cohort: Cohort }) {
  const { t } = useTranslation("draw");
  const [filter, setFilter] = useState(cohort.pool_filter);
  const criterion = useCriterionName();
  const valueName = useValueName();
  const { data: pool } = useSuspenseQuery(schoolPoolQuery(cohort.school_ids));
  const save = useSavePool(cohort);
  const choose = (name: string, values: string[]) => {
    const others = Object.entries(filter).filter(([key]) => key !== name);
    setFilter(Object.fromEntries(values.length > 0 ? [...others, [name, values]] : others));
  };
  return (
    <Fold title={t("pool.narrow")}>
      <Stack>
        <FormErrors error={save.error} />
        <Group align="flex-start" gap="xl">
          {pool.criteria
            .filter(({ criterion: name }) => name !== "school")
            .map(({ criterion: name, values }) => (
              <CheckboxesField
                key={name}
                name={`pool-${name}`}
                label={criterion(name)}
                options={values.map(({ value, count }) => ({ value, label: `${valueName(name, value)} · ${count}` }))}
                value={filter[name] ?? []}
                onChange={(chosen) => choose(name, chosen)}
              />
            ))}
        </Group>
        <Group>
          <Button variant="default" loading={save.isPending} onClick={() => save.mutate(filter)}>
            {t("pool.save")}
          </Button>
        </Group>
      </Stack>
    </Fold>
  );
}
