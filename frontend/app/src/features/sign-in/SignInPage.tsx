import { Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { SignInForm } from "./SignInForm";
import classes from "./SignInPage.module.css";

interface Props {
  onSignedIn: () => void;
  /** Language and theme, for those who have not signed in yet. */
  preferences: ReactNode;
}

export function SignInPage({ onSignedIn, preferences }: Props) {
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
        <div className={classes.foot}>{preferences}</div>
      </div>
    </main>
  );
}
