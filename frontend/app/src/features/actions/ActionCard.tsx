import { Group, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { When } from "@/components/ui/When";
import { ActionMark } from "./ActionMark";
import { MoveButtons } from "./MoveButtons";
import { Story } from "./Story";
import type { ActionItem } from "@/lib/queries/actions";

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
