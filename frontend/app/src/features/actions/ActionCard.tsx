import { Button, Group, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { When } from "@/components/ui/When";
import { can } from "@/lib/can";
import type { Me } from "@/lib/me";
import { ActionMark } from "./ActionMark";
import { Committee } from "./Committee";
import { EditAction } from "./EditAction";
import { MoveButtons } from "./MoveButtons";
import { Story } from "./Story";
import type { ActionItem } from "@/lib/queries/actions";

interface Props {
  item: ActionItem;
  theme: string | undefined;
  owner: string | undefined;
  /** The name of the round that follows up, where there is one. */
  followUp: string | undefined;
  me: Me;
}

function Measure({ item }: { item: ActionItem }) {
  const { t } = useTranslation("actions");
  if (!item.measure) return null;
  const from = item.baseline ? t("measure.from", item as { baseline: string }) : "";
  const to = item.target ? t("measure.to", item as { target: string }) : "";
  return <Text size="sm">{[`${item.measure}${from || to ? ":" : ""}`, from, to].filter(Boolean).join(" ")}</Text>;
}

export function ActionCard({ item, theme, owner, followUp, me }: Props) {
  const { t } = useTranslation("actions");
  const [editing, setEditing] = useState(false);
  if (editing) return <EditAction item={item} me={me} onDone={() => setEditing(false)} />;
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
      <Measure item={item} />
      {followUp && <Text size="sm">{t("followUpSaid", { name: followUp })}</Text>}
      {item.dropped_reason && <Text>{item.dropped_reason}</Text>}
      <MoveButtons item={item} />
      {can(item, "update") && (
        <Group>
          <Button variant="subtle" onClick={() => setEditing(true)}>
            {t("edit.open")}
          </Button>
        </Group>
      )}
      <Committee item={item} me={me} />
      <Story item={item} />
    </>
  );
}
