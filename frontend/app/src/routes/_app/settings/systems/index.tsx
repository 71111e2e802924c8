import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "@/components/ui/ButtonLink";
import { EmptyState } from "@/components/ui/EmptyState";
import { Page } from "@/components/ui/Page";
import { SystemList } from "@/features/systems/SystemList";
import { systemsQuery } from "@/features/systems/queries";
import { loaded } from "@/lib/query";

export const Route = createFileRoute("/_app/settings/systems/")({
  loader: () => loaded(systemsQuery),
  component: Systems,
});

function Systems() {
  const { t } = useTranslation("systems");
  const { data: systems } = useSuspenseQuery(systemsQuery);
  const add = <ButtonLink to="/settings/systems/new">{t("add.open")}</ButtonLink>;
  if (systems.length === 0)
    return (
      <Page title={t("title")}>
        <EmptyState title={t("none.title")} action={add}>
          {t("none.text")}
        </EmptyState>
      </Page>
    );
  return (
    <Page title={t("title")} lead={t("lead")} actions={add}>
      <SystemList systems={systems} />
    </Page>
  );
}
