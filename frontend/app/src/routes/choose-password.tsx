import { Title } from "@mantine/core";
import { createFileRoute } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/ui/EmptyState";
import { Standalone } from "@/components/ui/Standalone";
import { ChoosePassword } from "@/features/access/ChoosePassword";
import { Preferences } from "@/features/shell/Preferences";

export const Route = createFileRoute("/choose-password")({ component: Choose });

function Choose() {
  const { t } = useTranslation("access");
  const navigate = Route.useNavigate();
  // The token stands after the #, where no server and no log sees it.
  const [token] = useState(() => window.location.hash.slice(1));
  useEffect(() => {
    document.title = `${t("choose.title")} · Tellmore`;
  }, [t]);
  return (
    <Standalone foot={<Preferences />}>
      <Title order={1} size="h2" mt="sm" mb="md">
        {t("choose.title")}
      </Title>
      {token ? (
        <ChoosePassword token={token} onDone={() => void navigate({ to: "/sign-in" })} />
      ) : (
        <EmptyState title={t("choose.none")}>{t("choose.noneText")}</EmptyState>
      )}
    </Standalone>
  );
}
