import { useSuspenseQueries } from "@tanstack/react-query";
import { createFileRoute, redirect } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/ui/Page";
import { LimitsForm } from "@/features/limits/LimitsForm";
import { limitsQuery, schoolYearQuery } from "@/features/limits/queries";
import { districtQuery } from "@/lib/me";
import { loaded } from "@/lib/query";

export const Route = createFileRoute("/_app/settings/limits")({
  staticData: { crumb: "settings.limits" },
  beforeLoad: ({ context: { me } }) => {
    if (!me.abilities.includes("district:write")) throw redirect({ to: "/settings" });
  },
  loader: () => Promise.all([loaded(limitsQuery), loaded(schoolYearQuery), loaded(districtQuery)]),
  component: LimitsPage,
});

function LimitsPage() {
  const { t } = useTranslation("limits");
  const [limits, year, district] = useSuspenseQueries({ queries: [limitsQuery, schoolYearQuery, districtQuery] });
  return (
    <Page title={t("title")} lead={t("lead")}>
      <LimitsForm limits={limits.data} year={year.data} timeZone={district.data.timezone} />
    </Page>
  );
}
