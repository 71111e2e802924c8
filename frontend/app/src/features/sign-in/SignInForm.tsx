import { Button, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { TextField } from "@/components/form/fields";
import { fieldErrors } from "@/components/form/errors";
import { session } from "@/lib/api";

export function SignInForm({ onSignedIn }: { onSignedIn: () => void }) {
  const { t } = useTranslation("signIn");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useMutation({
    mutationFn: () => session.signIn(email, password),
    onSuccess: onSignedIn,
    throwOnError: false,
  });
  const errors = fieldErrors(signIn.error);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <FormErrors error={signIn.error} />
        <TextField
          name="email"
          label={t("email")}
          type="email"
          autoComplete="username"
          inputMode="email"
          error={errors["email"]}
          value={email}
          onChange={setEmail}
        />
        <TextField
          name="password"
          label={t("password")}
          type="password"
          autoComplete="current-password"
          error={errors["password"]}
          value={password}
          onChange={setPassword}
        />
        <Button type="submit" size="md" loading={signIn.isPending}>
          {t("submit")}
        </Button>
      </Stack>
    </form>
  );
}
