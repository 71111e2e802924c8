import { Text, Title } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { SignInForm } from "./SignInForm";
import classes from "./SignInPage.module.css";

export function SignInPage({ onSignedIn }: { onSignedIn: () => void }) {
  const { t } = useTranslation("signIn");
  useEffect(() => {
    document.title = `${t("title")} · Tellmore`;
  }, [t]);
  return (
    <main className={classes.page}>
      <div>
        <img src="/icon.svg" alt="" width={48} height={48} />
        <Title order={1} mt="sm">
          {t("title")}
        </Title>
        <Text c="dimmed" mb="lg">
          {t("lead")}
        </Text>
        <SignInForm onSignedIn={onSignedIn} />
      </div>
    </main>
  );
}
