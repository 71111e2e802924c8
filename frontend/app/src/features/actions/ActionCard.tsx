import { Group, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { StatusMark, type Tone } from "@/components/ui/StatusMark";
import { When } from "@/components/ui/When";
import { MoveButtons } from "./MoveButtons";
import { Story } from "./Story";
import type { ActionItem, ActionStatus } from "./queries";

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

interface Props {
  item: ActionItem;
  theme: string | undefined;
  owner: string | undefined;
}

export function ActionCard({ item, theme, owner }: Props) {
  const { t } = useTranslation("actions");
  return (
    <>
      <Group gap="md">
        <Title order={3} size="h5">
          {item.title}
        </Title>
        <ActionMark item={item} />
      </Group>
      <Text c="dimmed" size="sm">
        {t(`kind.${item.kind}`)}
        {owner && ` · ${owner}`} · {t("due")}: <When at={item.due_on} />
        {theme && ` · ${t("answers", { theme })}`}
      </Text>
      {item.description && <Text>{item.description}</Text>}
      {item.measure && (
        <Text size="sm">
          {item.measure}
          {item.target && ` → ${item.target}`}
        </Text>
      )}
      {item.dropped_reason && <Text>{item.dropped_reason}</Text>}
      <MoveButtons item={item} />
      <Story item={item} />
    </>
  );
}
