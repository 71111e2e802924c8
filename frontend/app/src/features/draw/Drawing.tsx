import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import type { Cohort } from "@/lib/queries/cohorts";
import { follow } from "./follow";
import { LeastChance } from "./LeastChance";
import { useCancelDraw } from "./mutations";
import type { DrawSolve } from "./queries";

function usePhase({ status, phase, cancel_requested }: DrawSolve): string {
  const { t } = useTranslation("draw");
  if (status === "done") return t("solve.done");
  if (cancel_requested) return t("solve.cancelling");
  return t(status === "waiting" ? "solve.waiting" : `solve.phase.${phase ?? "quotas"}`);
}

interface Props {
  cohort: Cohort;
  solve: DrawSolve;
  onShown: () => void;
}

/** A draw, or its lottery, while a worker is at it. It can be left, and called off. */
export function Drawing({ cohort, solve, onShown }: Props) {
  const { t } = useTranslation("draw");
  const queries = useQueryClient();
  const cancel = useCancelDraw(cohort);
  const phase = usePhase(solve);
  const words =
    solve.step === "lottery"
      ? { working: t("lottery.working"), done: t("lottery.told") }
      : { working: t("draw.working"), done: t("solve.told", { count: cohort.size }) };
  useEffect(() => {
    onShown();
    void follow(queries, cohort.id, words);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the words of the start are told at the end
  }, [queries, cohort.id]);
  return (
    <Stack maw="40rem" gap="lg">
      <Title order={2} size="h4">
        {words.working}
      </Title>
      <FormErrors error={cancel.error} />
      <div>
        <Text role="status" fw={650}>
          {phase}
        </Text>
        <Text c="dimmed">{t("solve.seconds", { count: Math.round(solve.seconds) })}</Text>
      </div>
      <LeastChance best={solve.best} bound={solve.bound} />
      <Text>{t("solve.leave")}</Text>
      {solve.status !== "done" && (
        <Group>
          <Button variant="default" loading={cancel.isPending || solve.cancel_requested} onClick={() => cancel.mutate()}>
            {t("solve.cancel")}
          </Button>
          <Text size="sm" c="dimmed">
            {t("solve.noted")}
          </Text>
        </Group>
      )}
    </Stack>
  );
}
