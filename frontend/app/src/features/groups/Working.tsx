import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ErrorState } from "@/components/ui/ErrorState";
import { ProgressBar } from "@/components/ui/ProgressBar";
import type { GroupsSolve } from "@/lib/queries/groups";
import { useCallOff } from "./mutations";
import classes from "./groups.module.css";

const phases = ["plans", "proof"] as const;

function usePhase({ status, phase, part, asked }: GroupsSolve): string {
  const { t } = useTranslation("groups");
  const known = phases.find((one) => one === phase);
  if (status === "waiting") return t("work.waiting");
  const doing = known ? t(`work.${known}`) : t("work.reading");
  const number = part ?? asked?.round;
  return number ? t("work.round", { number, rounds: asked?.rounds ?? 1, doing }) : doing;
}

const whole = (seats: number) => Math.ceil(seats - 1e-6);

/** How near the best so far is to what no split can beat. */
function Standing({ best, bound }: Pick<GroupsSolve, "best" | "bound">) {
  const { t } = useTranslation("groups");
  if (best === null) return null;
  const least = bound === null ? null : Math.max(0, Math.min(whole(bound), whole(best)));
  return (
    <Text c="dimmed">
      {t("work.best", { count: whole(best) })} {least !== null && t("work.bound", { count: least })}
    </Text>
  );
}

/** What is being done, for how long, how good it is so far, and the way to call it off. */
export function Working({ cohortId, solve }: { cohortId: string; solve: GroupsSolve }) {
  const { t } = useTranslation("groups");
  const off = useCallOff(cohortId);
  const phase = usePhase(solve);
  return (
    <section className={classes.working} aria-labelledby="groups-working">
      <Title order={2} size="h4" id="groups-working">
        {t("work.title")}
      </Title>
      <Stack gap="xs">
        <ProgressBar label={solve.seconds >= 1 ? `${phase} · ${t("work.seconds", { count: Math.round(solve.seconds) })}` : phase} />
        <Standing {...solve} />
        <Text c="dimmed">{t("work.leave")}</Text>
        {off.error && <ErrorState error={off.error} />}
        <Group>
          <Button variant="default" loading={off.isPending} disabled={solve.cancel_requested} onClick={() => off.mutate()}>
            {t(solve.cancel_requested ? "work.ending" : "work.cancel")}
          </Button>
        </Group>
      </Stack>
    </section>
  );
}
