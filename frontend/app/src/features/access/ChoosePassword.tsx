import { Button, Stack } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { fieldErrors } from "@/components/form/errors";
import { TextField } from "@/components/form/fields";
import { useChoosePassword } from "./mutations";

/** Whoever holds the link sets the password, and then signs in with it. */
export function ChoosePassword({ token, onDone }: { token: string; onDone: () => void }) {
  const { t } = useTranslation("access");
  const choose = useChoosePassword();
  const [password, setPassword] = useState("");
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    choose.mutate({ token, password }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={send} noValidate>
      <Stack>
        <FormErrors error={choose.error} />
        <TextField
          name="password"
          type="password"
          autoComplete="new-password"
          label={t("choose.label")}
          help={t("choose.help")}
          error={fieldErrors(choose.error)["password"]}
          value={password}
          onChange={setPassword}
        />
        <Button type="submit" size="md" loading={choose.isPending}>
          {t("choose.submit")}
        </Button>
      </Stack>
    </form>
  );
}
