import { Button, Group, Stack } from "@mantine/core";
import type { Schemas } from "@tellmore/client";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { PersonFields } from "./PersonFields";
import { SignInLink } from "./SignInLink";
import { useAddPerson, useSignInLink } from "./mutations";
import { usePersonDraft } from "./usePersonDraft";
import type { School } from "./useRoleWords";

interface Props {
  schools: readonly School[];
  /** Where one goes when the link is stored, or could not be made. */
  onDone: (userId: string) => void;
}

/** Somebody new: the account first, then the link by which they choose their password. */
export function AddPerson({ schools, onDone }: Props) {
  const { t } = useTranslation("access");
  const add = useAddPerson();
  const link = useSignInLink();
  const draft = usePersonDraft(undefined, add.error);
  const [made, setMade] = useState<{ id: string; link: Schemas["SignInLinkRead"] }>();
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    const body = { ...draft.body, email: draft.values.email };
    add.mutate(body, {
      onSuccess: ({ id }) =>
        link.mutate(id, { onSuccess: (given) => setMade({ id, link: given }), onError: () => onDone(id) }),
    });
  };
  if (made) return <SignInLink name={draft.values.name} link={made.link} onStored={() => onDone(made.id)} />;
  return (
    <form onSubmit={send} noValidate>
      <Stack>
        <FormErrors error={add.error} />
        <PersonFields {...{ draft, schools }} withEmail />
        <Group>
          <Button type="submit" size="md" loading={add.isPending || link.isPending}>
            {t("add.submit")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
