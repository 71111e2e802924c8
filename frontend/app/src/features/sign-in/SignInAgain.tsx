import { Button, Text, Title } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Standalone } from "@/components/ui/Standalone";
import { SignInForm } from "./SignInForm";

interface Props {
  onSignedIn: () => void;
  onLeave: () => void;
}

/** In front of the page that one was on, which waits as it was. */
export default function SignInAgain({ onSignedIn, onLeave }: Props) {
  const { t } = useTranslation("signIn");
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <Standalone
      foot={
        <Button variant="subtle" onClick={onLeave}>
          {t("again.leave")}
        </Button>
      }
    >
      <Title ref={title} tabIndex={-1} order={1} size="h2" mt="sm">
        {t("again.title")}
      </Title>
      <Text c="dimmed" mb="lg">
        {t("again.text")}
      </Text>
      <SignInForm onSignedIn={onSignedIn} />
    </Standalone>
  );
}
