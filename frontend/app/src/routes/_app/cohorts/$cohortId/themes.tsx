import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/ui/Page";
import { ThemeList } from "@/features/themes/ThemeList";

export const Route = createFileRoute("/_app/cohorts/$cohortId/themes")({
  staticData: { crumb: "crumb.themes" },
  component: Themes,
});

function Themes() {
  const { t } = useTranslation("themes");
  const { me } = Route.useRouteContext();
  const { cohortId } = Route.useParams();
  return (
    <Page title={t("title")} lead={t("lead")}>
      <ThemeList cohortId={cohortId} abilities={me.abilities} />
    </Page>
  );
}
