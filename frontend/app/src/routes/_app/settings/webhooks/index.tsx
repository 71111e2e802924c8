import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "@/components/ui/ButtonLink";
import { EmptyState } from "@/components/ui/EmptyState";
import { Page } from "@/components/ui/Page";
import { EndpointTable } from "@/features/webhooks/EndpointTable";
import { endpointsQuery } from "@/features/webhooks/queries";
import { loaded } from "@/lib/query";

export const Route = createFileRoute("/_app/settings/webhooks/")({
  loader: () => loaded(endpointsQuery),
  component: Webhooks,
});

function Webhooks() {
  const { t } = useTranslation("webhooks");
  const { me } = Route.useRouteContext();
  const { data: endpoints } = useSuspenseQuery(endpointsQuery);
  const add = me.abilities.includes("webhooks:write") && <ButtonLink to="/settings/webhooks/new">{t("add.open")}</ButtonLink>;
  if (endpoints.length === 0)
    return (
      <Page title={t("title")}>
        <EmptyState title={t("none.title")} action={add}>
          {t("none.text")}
        </EmptyState>
      </Page>
    );
  return (
    <Page title={t("title")} lead={t("lead")} actions={add}>
      <EndpointTable endpoints={endpoints} />
    </Page>
  );
}
