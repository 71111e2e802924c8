import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/ui/Page";
import { AddEndpoint } from "@/features/webhooks/AddEndpoint";

export const Route = createFileRoute("/_app/settings/webhooks/new")({
  staticData: { crumb: "crumb.new" },
  component: NewEndpoint,
});

function NewEndpoint() {
  const { t } = useTranslation("webhooks");
  const navigate = Route.useNavigate();
  return (
    <Page title={t("add.title")} lead={t("add.lead")}>
      <AddEndpoint onDone={(endpointId) => void navigate({ to: "/settings/webhooks/$endpointId", params: { endpointId } })} />
    </Page>
  );
}
