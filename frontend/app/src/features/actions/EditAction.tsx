import { Button, Group, Stack } from "@mantine/core";
import { type SyntheticEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { fieldId } from "@/components/form/fields";
import { afterwards } from "@/lib/afterwards";
import type { Me } from "@/lib/me";
import type { ActionItem } from "@/lib/queries/actions";
import { tell } from "@/lib/toasts";
import { ActionFields } from "./ActionFields";
import { ActionNames } from "./ActionNames";
import { useChangeAction } from "./mutations";
import { useActionDraft } from "./useActionDraft";

/** All that can be changed of an action item while it is open. */
export function EditAction({ item, me, onDone }: { item: ActionItem; me: Me; onDone: () => void }) {
  const { t } = useTranslation("actions");
  const change = useChangeAction(item);
  const draft = useActionDraft({ item, owner: me.id, theme: item.theme_id }, change.error);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>(`#${fieldId("kind")}`)?.focus(), []);
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    const kept = () => {
      tell(t("edit.done"));
      onDone();
    };
    afterwards(change, draft.body, kept);
  };
  return (
    <>
      <form ref={form} onSubmit={send} noValidate aria-label={t("edit.open")}>
        <Stack>
          <FormErrors error={change.error} />
          <ActionFields {...{ draft, me }} cohortId={item.cohort_id} />
          <Group>
            <Button type="submit" size="md" loading={change.isPending}>
              {t("edit.submit")}
            </Button>
            <Button variant="subtle" size="md" onClick={onDone}>
              {t("close")}
            </Button>
          </Group>
        </Stack>
      </form>
      <ActionNames error={change.error} source={draft.body} themeId={item.theme_id} />
    </>
  );
}
