import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/ui/Page";
import { Needs } from "@/features/home/Needs";
import { useNeeds } from "@/features/home/useNeeds";
import { cohortsQuery, schoolsQuery } from "@/lib/queries/cohorts";
import { loaded } from "@/lib/query";

export const Route = createFileRoute("/_app/")({
  staticData: { crumb: "nav.home" },
  loader: async ({ context: { me } }) => {
    if (!me.abilities.includes("cohorts:write")) return;
    await Promise.all([loaded(cohortsQuery()), loaded(schoolsQuery)]);
  },
  component: Home,
});

function Home() {
  const { t } = useTranslation("home");
  const { me } = Route.useRouteContext();
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Needs needs={useNeeds(me)} />
    </Page>
  );
}
