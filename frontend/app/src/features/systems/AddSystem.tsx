import { Button, Group, Stack } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { fieldErrors } from "@/components/form/errors";
import { TextField } from "@/components/form/fields";
import { ScopesField } from "./ScopesField";
import { SystemSecret } from "./SystemSecret";
import { useAddSystem } from "./mutations";
import type { Scope } from "./scopes";

export function AddSystem({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation("systems");
  const add = useAddSystem();
  const errors = fieldErrors(add.error);
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<Scope[]>([]);
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    add.mutate({ name, scopes });
  };
  if (add.data) return <SystemSecret made={add.data} onStored={onDone} />;
  return (
    <form onSubmit={send} noValidate>
      <Stack>
        <FormErrors error={add.error} />
        <TextField name="name" label={t("name")} help={t("nameHelp")} error={errors["name"]} maxLength={200} value={name} onChange={setName} />
        <ScopesField value={scopes} error={errors["scopes"]} onChange={setScopes} />
        <Group>
          <Button type="submit" size="md" loading={add.isPending}>
            {t("add.submit")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
