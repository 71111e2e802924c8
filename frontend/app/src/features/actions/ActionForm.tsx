import { Button, Group, Stack } from "@mantine/core";
import { type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { SelectField } from "@/components/form/fields";
import type { Me } from "@/lib/me";
import type { Theme } from "@/lib/queries/insights";
import { tell } from "@/lib/toasts";
import { ActionFields } from "./ActionFields";
import { ActionNames } from "./ActionNames";
import { useCreateAction } from "./mutations";
import { useActionDraft } from "./useActionDraft";

interface Props {
  cohortId: string;
  themes: readonly Theme[];
  themeId: string;
  me: Me;
  onDone: () => void;
}

/** What will be done about a theme, by whom, until when. */
export function ActionForm({ cohortId, themes, themeId, me, onDone }: Props) {
  const { t } = useTranslation("actions");
  const create = useCreateAction();
  const draft = useActionDraft({ owner: me.id, theme: themeId }, create.error);
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    const made = () => {
      tell(t("created"));
      onDone();
    };
    create.mutate({ ...draft.body, theme_id: draft.theme_id }, { onSuccess: made });
  };
  return (
    <>
      <form onSubmit={send} noValidate>
        <Stack>
          <FormErrors error={create.error} />
          <SelectField {...draft.field("theme_id")} label={t("theme")} options={themes.map(({ id, title }) => ({ value: id, label: title }))} />
          <ActionFields {...{ draft, me, cohortId }} />
          <Group>
            <Button type="submit" size="md" loading={create.isPending}>
              {t("form.submit")}
            </Button>
            <Button variant="subtle" size="md" onClick={onDone}>
              {t("close")}
            </Button>
          </Group>
        </Stack>
      </form>
      <ActionNames error={create.error} source={draft.body} themeId={draft.theme_id} />
    </>
  );
}
