import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/ui/Page";
import { AddSystem } from "@/features/systems/AddSystem";

export const Route = createFileRoute("/_app/settings/systems/new")({
  staticData: { crumb: "crumb.new" },
  component: NewSystem,
});

function NewSystem() {
  const { t } = useTranslation("systems");
  const navigate = Route.useNavigate();
  return (
    <Page title={t("add.title")} lead={t("add.lead")}>
      <AddSystem onDone={() => void navigate({ to: "/settings/systems" })} />
    </Page>
  );
}
