import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { Confirm } from "@/components/ui/Confirm";
import { afterwards } from "@/lib/afterwards";
import { can } from "@/lib/can";
import type { CohortConsent } from "@/lib/queries/consent";
import { tell } from "@/lib/toasts";
import { Differences, Meaning } from "./Differences";
import { FormEditor } from "./FormEditor";
import { usePublishForm, useRemoveForm } from "./mutations";
import type { Form } from "./queries";

interface Props {
  consent: CohortConsent;
  inForce: Form;
  draft: Form;
}

/** The next version beside the one in force: its words, what is other, and what that means. */
export function NewVersion({ consent, inForce, draft }: Props) {
  const { t } = useTranslation("consent");
  const publish = usePublishForm();
  const remove = useRemoveForm();
  const [editing, setEditing] = useState(false);
  if (!can(draft, "publish")) return null;
  return (
    <Stack component="section" gap="md" aria-labelledby="new-version">
      <Title order={2} size="h4" id="new-version">
        {t("version.title", { number: draft.number })}
      </Title>
      <FormErrors error={publish.error ?? remove.error} />
      {editing ? (
        <FormEditor form={draft} onDone={() => setEditing(false)} />
      ) : (
        <>
          <Differences before={inForce} after={draft} />
          <Meaning {...{ consent, inForce, draft }} />
          <Group align="flex-start">
            <Button loading={publish.isPending} onClick={() => afterwards(publish, draft, () => tell(t("version.published", draft)))}>
              {t("version.publish")}
            </Button>
            <Button variant="default" onClick={() => setEditing(true)}>
              {t("version.edit")}
            </Button>
            <Confirm label={t("version.drop")} lost={t("version.lost")} busy={remove.isPending} onConfirm={() => remove.mutate(draft)} />
          </Group>
          <Text size="sm" c="dimmed">
            {t("form.draftHelp")}
          </Text>
        </>
      )}
    </Stack>
  );
}
