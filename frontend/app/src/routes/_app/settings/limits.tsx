import { useSuspenseQueries } from "@tanstack/react-query";
import { createFileRoute, redirect } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/ui/Page";
import { ClassTime } from "@/features/limits/ClassTime";
import { LimitsForm } from "@/features/limits/LimitsForm";
import { LimitsShown } from "@/features/limits/LimitsShown";
import { classTimeQuery, limitsQuery, schoolYearQuery } from "@/features/limits/queries";
import { districtQuery } from "@/lib/me";
import { loaded } from "@/lib/query";

export const Route = createFileRoute("/_app/settings/limits")({
  staticData: { crumb: "settings.limits" },
  beforeLoad: ({ context: { me } }) => {
    if (!me.abilities.includes("draws:read")) throw redirect({ to: "/settings" });
  },
  loader: () =>
    Promise.all([loaded(limitsQuery), loaded(schoolYearQuery), loaded(districtQuery), loaded(classTimeQuery)]),
  component: LimitsPage,
});

function LimitsPage() {
  const { t } = useTranslation("limits");
  const { me } = Route.useRouteContext();
  const [limits, year, district, classTime] = useSuspenseQueries({
    queries: [limitsQuery, schoolYearQuery, districtQuery, classTimeQuery],
  });
  return (
    <Page title={t("title")} lead={t("lead")}>
      {me.abilities.includes("district:write") ? (
        <LimitsForm limits={limits.data} year={year.data} timeZone={district.data.timezone} />
      ) : (
        <LimitsShown limits={limits.data} year={year.data} />
      )}
      <ClassTime found={classTime.data} />
    </Page>
  );
}
