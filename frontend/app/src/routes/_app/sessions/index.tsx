import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/ui/EmptyState";
import { Page } from "@/components/ui/Page";
import { SessionFilters } from "@/features/sessions/SessionFilters";
import { SessionList } from "@/features/sessions/SessionList";
import { type SessionSearch, statuses } from "@/features/sessions/search";
import { cohortsQuery } from "@/lib/queries/cohorts";
import { sessionsQuery } from "@/lib/queries/sessions";
import { loaded } from "@/lib/query";

const filterOf = ({ status, mine }: SessionSearch, me: string) => ({ status, facilitator_id: mine ? me : undefined });

export const Route = createFileRoute("/_app/sessions/")({
  validateSearch: ({ status, mine }: Record<string, unknown>): SessionSearch => ({
    status: statuses.find((one) => one === status),
    mine: mine === true || undefined,
  }),
  loaderDeps: ({ search }) => search,
  loader: ({ deps, context: { me } }) =>
    Promise.all([loaded(sessionsQuery(filterOf(deps, me.id))), loaded(cohortsQuery())]),
  component: Sessions,
});

function Sessions() {
  const { t } = useTranslation("sessions");
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const { me } = Route.useRouteContext();
  const { data: sessions } = useSuspenseQuery(sessionsQuery(filterOf(search, me.id)));
  const { data: cohorts } = useSuspenseQuery(cohortsQuery());
  const narrowed = Boolean(search.status ?? search.mine);
  const none = sessions.length === 0;
  return (
    <Page title={t("title")} lead={t("lead")}>
      {(!none || narrowed) && (
        <SessionFilters search={search} onSearch={(next) => void navigate({ search: next, replace: true })} />
      )}
      {none ? (
        <EmptyState title={t(narrowed ? "noneSo.title" : "none.title")}>
          {t(narrowed ? "noneSo.text" : "none.text")}
        </EmptyState>
      ) : (
        <SessionList sessions={sessions} cohorts={cohorts} />
      )}
    </Page>
  );
}
