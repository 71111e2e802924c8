import { Button, Group, Stack } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { LongTextField } from "@/components/form/fields";
import { afterwards } from "@/lib/afterwards";
import { can } from "@/lib/can";
import { tell } from "@/lib/toasts";
import { useMoveAction } from "./mutations";
import { ActionNames } from "./ActionNames";
import type { ActionItem } from "@/lib/queries/actions";

const order = ["planned", "in_progress", "done"] as const;

/** On to the next state; dropping says why. */
export function MoveButtons({ item }: { item: ActionItem }) {
  const { t } = useTranslation("actions");
  const move = useMoveAction(item);
  const [dropping, setDropping] = useState(false);
  const [reason, setReason] = useState("");
  if (!can(item, "move")) return null;
  const drop = (event: SyntheticEvent) => {
    event.preventDefault();
    move.mutate({ status: "dropped", reason }, { onSuccess: () => setDropping(false) });
  };
  const next = order.filter((status) => item.next_statuses.includes(status));
  return (
    <Stack gap="sm">
      <FormErrors error={move.error} />
      <Group>
        {next.map((status) => (
          <Button
            key={status}
            variant="light"
            loading={move.isPending}
            onClick={() => afterwards(move, { status }, () => tell(t(`moved.${status}`)))}
          >
            {t(`move.${status}`)}
          </Button>
        ))}
        {item.next_statuses.includes("dropped") && !dropping && (
          <Button variant="subtle" color="warn" onClick={() => setDropping(true)}>
            {t("move.dropped")}
          </Button>
        )}
      </Group>
      {dropping && (
        <form onSubmit={drop}>
          <Stack gap="sm">
            <LongTextField name="reason" label={t("reason")} help={t("reasonHelp")} rows={2} value={reason} onChange={setReason} />
            <Group>
              <Button type="submit" color="warn" disabled={!reason.trim()} loading={move.isPending}>
                {t("move.dropped")}
              </Button>
              <Button variant="default" onClick={() => setDropping(false)}>
                {t("keepIt")}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
      <ActionNames error={move.error} source={{ reason }} themeId={item.theme_id} />
    </Stack>
  );
}
