import { Button } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/ui/EmptyState";
import { Page } from "@/components/ui/Page";
import { CohortList } from "@/features/cohorts/CohortList";
import { StatusFilter } from "@/features/cohorts/StatusFilter";
import { type CohortStatus, cohortsQuery, statuses } from "@/lib/queries/cohorts";
import { loaded } from "@/lib/query";

interface Search {
  status?: CohortStatus;
}

export const Route = createFileRoute("/_app/cohorts/")({
  validateSearch: (search: Record<string, unknown>): Search => {
    const status = statuses.find((one) => one === search["status"]);
    return status ? { status } : {};
  },
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => loaded(cohortsQuery(deps.status)),
  component: Cohorts,
});

function Cohorts() {
  const { t } = useTranslation("cohorts");
  const { status } = Route.useSearch();
  const { me } = Route.useRouteContext();
  const navigate = Route.useNavigate();
  const { data: cohorts } = useSuspenseQuery(cohortsQuery(status));
  const create = me.abilities.includes("cohorts:write") && (
    <Button component={Link} to="/cohorts/new">
      {t("create")}
    </Button>
  );
  const none = cohorts.length === 0;
  return (
    <Page title={t("title")} lead={t("lead")} actions={!none || status ? create : null}>
      {(!none || status) && (
        <StatusFilter value={status} onChange={(next) => void navigate({ search: next ? { status: next } : {} })} />
      )}
      {none ? (
        <EmptyState title={t(status ? "noneSo.title" : "none.title")} action={status ? null : create}>
          {t(status ? "noneSo.text" : "none.text")}
        </EmptyState>
      ) : (
        <CohortList cohorts={cohorts} />
      )}
    </Page>
  );
}
