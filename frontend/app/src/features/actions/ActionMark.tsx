import { useTranslation } from "react-i18next";
import { StatusMark, type Tone } from "@/components/ui/StatusMark";
import type { ActionItem, ActionStatus } from "@/lib/queries/actions";

const tones: Record<ActionStatus, Tone> = {
  proposed: "open",
  planned: "waiting",
  in_progress: "waiting",
  done: "done",
  dropped: "stopped",
};

export function ActionMark({ item }: { item: ActionItem }) {
  const { t } = useTranslation("actions");
  if (item.overdue) return <StatusMark tone="warning">{t("overdue", { state: t(`status.${item.status}`) })}</StatusMark>;
  return <StatusMark tone={tones[item.status]}>{t(`status.${item.status}`)}</StatusMark>;
}
