import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/ui/Page";
import { Preferences } from "@/features/shell/Preferences";

export const Route = createFileRoute("/_app/settings")({
  staticData: { crumb: "nav.settings" },
  component: Settings,
});

function Settings() {
  const { t } = useTranslation();
  return (
    <Page title={t("nav.settings")}>
      <Preferences />
    </Page>
  );
}
