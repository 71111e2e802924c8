import { Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Standalone } from "@/components/ui/Standalone";
import { SignInForm } from "./SignInForm";

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
    <Standalone foot={preferences}>
      <Title order={1} mt="sm">
        {t("title")}
      </Title>
      <Text c="dimmed" mb="lg">
        {t("lead")}
      </Text>
      <SignInForm onSignedIn={onSignedIn} />
    </Standalone>
  );
}
