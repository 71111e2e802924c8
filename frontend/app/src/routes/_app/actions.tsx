import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/ui/EmptyState";
import { Page } from "@/components/ui/Page";
import { ActionTable } from "@/features/actions/ActionTable";
import { actionsQuery } from "@/lib/queries/actions";
import { cohortsQuery } from "@/lib/queries/cohorts";

export const Route = createFileRoute("/_app/actions")({
  staticData: { crumb: "nav.actions" },
  component: Actions,
});

function Actions() {
  const { t } = useTranslation("actions");
  const { me } = Route.useRouteContext();
  const { data: items } = useSuspenseQuery(actionsQuery());
  const enabled = me.abilities.includes("cohorts:read");
  const { data: cohorts = [] } = useQuery({ ...cohortsQuery(), enabled });
  return (
    <Page title={t("items")} lead={t("allLead")}>
      {items.length === 0 ? (
        <EmptyState title={t("none.title")}>{t("none.all")}</EmptyState>
      ) : (
        <ActionTable items={items} cohorts={cohorts} />
      )}
    </Page>
  );
}
