import { Button, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { StatusMark } from "@/components/ui/StatusMark";
import { When } from "@/components/ui/When";
import type { GroupPlan } from "@/lib/queries/groups";
import { Rules } from "./GroupCard";
import { isStale, useConfirm } from "./mutations";
import type { BoardState } from "./useBoard";
import { useBrokenWords } from "./words";
import classes from "./groups.module.css";

interface Props {
  board: BoardState;
  names: ReadonlyMap<string, string>;
  schools: { id: string; name: string }[];
  editable: boolean;
  onMend: () => void;
  mending: boolean;
  onStale: () => void;
}

function Mark({ plan }: { plan: GroupPlan }) {
  const { t } = useTranslation("groups");
  const hard = plan.broken.filter((one) => one.hard).length;
  if (hard > 0) return <StatusMark tone="stopped">{t("state.broken", { count: hard })}</StatusMark>;
  if (plan.status === "confirmed") return <StatusMark tone="done">{t("state.confirmed")}</StatusMark>;
  return <StatusMark tone="waiting">{t(plan.proved ? "state.proved" : "state.proposed")}</StatusMark>;
}

/** Where the groups stand: what stops a confirmation, in words, and what can be done. */
export function Standing({ board, names, schools, editable, onMend, mending, onStale }: Props) {
  const { t } = useTranslation("groups");
  const { shown } = board;
  const say = useBrokenWords({ names, schools });
  const confirm = useConfirm(shown.cohort_id, shown.round, onStale);
  const hard = shown.broken.filter((one) => one.hard);
  const everywhere = shown.broken.filter((one) => one.group === null);
  const confirmed = shown.status === "confirmed";
  const refused = [board.error, confirm.error].find((error) => error && !isStale(error));
  return (
    <Stack gap="sm" className={classes.standing}>
      <FormErrors error={refused} />
      <Group gap="md">
        <Mark plan={shown} />
        {confirmed && shown.confirmed_at && <When at={shown.confirmed_at} />}
        {shown.round > 1 && <Text c="dimmed">{t("met", { count: shown.met_again })}</Text>}
      </Group>
      <Rules broken={everywhere} say={say} />
      {confirmed && editable && <Text c="dimmed">{t("state.again")}</Text>}
      {editable && (
        <Group>
          {!confirmed && (
            <Button size="md" disabled={hard.length > 0 || board.busy} loading={confirm.isPending} aria-describedby={hard.length > 0 ? "groups-stops" : undefined} onClick={() => confirm.mutate()}>
              {t("confirm")}
            </Button>
          )}
          <Button size="md" variant="default" disabled={!board.undo} onClick={() => board.undo?.()}>
            {t("undo")}
          </Button>
          {(!confirmed || hard.length > 0) && (
            <Button size="md" variant="default" loading={mending} disabled={board.busy} onClick={onMend}>
              {t("mend")}
            </Button>
          )}
        </Group>
      )}
      {editable && hard.length > 0 && (
        <Text id="groups-stops" c="dimmed">
          {t("stops")}
        </Text>
      )}
    </Stack>
  );
}
