import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/ui/Page";
import { Preferences } from "@/features/shell/Preferences";

export const Route = createFileRoute("/_app/settings/")({ component: Device });

function Device() {
  const { t } = useTranslation();
  return (
    <Page title={t("settings.device")} lead={t("settings.deviceLead")}>
      <Preferences />
    </Page>
  );
}
