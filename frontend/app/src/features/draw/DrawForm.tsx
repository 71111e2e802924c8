import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { Fold } from "@/components/ui/Fold";
import { afterwards } from "@/lib/afterwards";
import { can } from "@/lib/can";
import type { Cohort } from "@/lib/queries/cohorts";
import { tell } from "@/lib/toasts";
import { AlgorithmChoice } from "./AlgorithmChoice";
import { CriteriaChoice } from "./CriteriaChoice";
import { Feasible } from "./Feasible";
import { LeftOut } from "./LeftOut";
import { PoolFilter } from "./PoolFilter";
import { QuotaEditor } from "./QuotaEditor";
import { useDraw, useSaveQuotas } from "./mutations";
import { type Algorithm, poolQuery } from "./queries";
import { type QuotaPlan, useQuotaPlan } from "./useQuotaPlan";

function Ways({ cohort, plan }: { cohort: Cohort; plan: QuotaPlan }) {
  const { t } = useTranslation("draw");
  const [algorithm, setAlgorithm] = useState<Algorithm>("leximin");
  const draw = useDraw(cohort);
  const save = useSaveQuotas(cohort);
  const ask = (step: "draw" | "lottery") => draw.mutate({ quotas: plan.plain, algorithm, step });
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    ask("draw");
  };
  const keep = () => afterwards(save, plan.plain, () => tell(t("draw.saved")));
  return (
    <form onSubmit={send}>
      <Stack>
        <FormErrors error={draw.error ?? save.error} />
        <AlgorithmChoice value={algorithm} onChange={setAlgorithm} />
        {can(cohort, "draw") && (
          <Fold title={t("lottery.title")}>
            <Stack align="flex-start" maw="46rem">
              <Text>{t("lottery.how")}</Text>
              <Button variant="default" loading={draw.isPending} onClick={() => ask("lottery")}>
                {t("lottery.first")}
              </Button>
            </Stack>
          </Fold>
        )}
        <Text>{t("draw.once")}</Text>
        <Group>
          {can(cohort, "draw") && (
            <Button type="submit" size="md" loading={draw.isPending}>
              {t("draw.submit", { count: cohort.size })}
            </Button>
          )}
          <Button variant="default" size="md" loading={save.isPending} onClick={keep}>
            {t("draw.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface Props {
  cohort: Cohort;
  schools: { id: string; name: string }[];
}

/** From the pool to the lottery, on one page: who may be drawn, how many of each, draw. */
export function DrawForm({ cohort, schools }: Props) {
  const { t } = useTranslation("draw");
  const { data: pool } = useSuspenseQuery(poolQuery(cohort.id, cohort.version));
  const plan = useQuotaPlan(cohort);
  return (
    <Stack gap="xl">
      <section>
        <Title order={2} size="h4">
          {t("pool.title", { count: pool.total })}
        </Title>
        <Text c="dimmed">{t("pool.seats", { count: cohort.size })}</Text>
        <LeftOut guard={pool.guard} />
        <PoolFilter cohort={cohort} />
      </section>
      <section>
        <Title order={2} size="h4" mb="sm">
          {t("quota.title")}
        </Title>
        <CriteriaChoice {...{ cohort, pool, plan }} />
      </section>
      <QuotaEditor {...{ pool, plan, schools }} />
      {plan.quotas.length > 0 && <Feasible cohortId={cohort.id} plan={plan} schools={schools} />}
      <Ways cohort={cohort} plan={plan} />
    </Stack>
  );
}
