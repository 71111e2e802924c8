import { Button, Group, Stack } from "@mantine/core";
import type { SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { afterwards } from "@/lib/afterwards";
import { tell } from "@/lib/toasts";
import type { User } from "@/lib/queries/users";
import { PersonFields } from "./PersonFields";
import { useChangePerson } from "./mutations";
import { usePersonDraft } from "./usePersonDraft";
import type { School } from "./useRoleWords";

export function EditPerson({ user, schools }: { user: User; schools: readonly School[] }) {
  const { t } = useTranslation("access");
  const change = useChangePerson(user);
  const draft = usePersonDraft(user, change.error);
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    afterwards(change, draft.body, () => tell(t("edit.saved")));
  };
  return (
    <form onSubmit={send} noValidate>
      <Stack>
        <FormErrors error={change.error} />
        <PersonFields {...{ draft, schools }} />
        <Group>
          <Button type="submit" size="md" loading={change.isPending}>
            {t("edit.submit")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
