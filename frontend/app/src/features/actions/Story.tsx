import { Button, Group, List, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { LongTextField } from "@/components/form/fields";
import { Fold } from "@/components/ui/Fold";
import { When } from "@/components/ui/When";
import { can } from "@/lib/can";
import { ActionNames } from "./ActionNames";
import { useAddUpdate } from "./mutations";
import type { ActionItem } from "@/lib/queries/actions";
import { storyQuery } from "./queries";

/** What has happened so far, newest first. */
export function Story({ item }: { item: ActionItem }) {
  const { t } = useTranslation("actions");
  const { data: updates = [] } = useQuery(storyQuery(item.id));
  const [text, setText] = useState("");
  const add = useAddUpdate(item);
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    add.mutate(text, { onSuccess: () => setText("") });
  };
  return (
    <Fold title={t("story", { count: updates.length })}>
      <Stack gap="sm">
        <List listStyleType="none" spacing="xs">
          {updates.map((update) => (
            <List.Item key={update.id}>
              <When at={update.created_at} /> · {update.text}
            </List.Item>
          ))}
        </List>
        {can(item, "add_update") && (
          <form onSubmit={send}>
            <Stack gap="sm">
              <FormErrors error={add.error} />
              <LongTextField name={`update-${item.id}`} label={t("update")} rows={2} value={text} onChange={setText} />
              <Group>
                <Button type="submit" variant="default" disabled={!text.trim()} loading={add.isPending}>
                  {t("addUpdate")}
                </Button>
              </Group>
            </Stack>
          </form>
        )}
        <ActionNames error={add.error} source={{ text }} themeId={item.theme_id} />
      </Stack>
    </Fold>
  );
}
