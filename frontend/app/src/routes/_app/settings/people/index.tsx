import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "@/components/ui/ButtonLink";
import { EmptyState } from "@/components/ui/EmptyState";
import { Page } from "@/components/ui/Page";
import { PeopleFilters, type PeopleSearch, narrowed } from "@/features/access/PeopleFilters";
import { PeopleTable } from "@/features/access/PeopleTable";
import { loaded } from "@/lib/query";
import { schoolsQuery } from "@/lib/queries/cohorts";
import { usersQuery } from "@/lib/queries/users";
import { useTyped, withTyped } from "@/lib/typed";

const text = (value: unknown) => (typeof value === "string" && value ? value : undefined);

export const Route = createFileRoute("/_app/settings/people/")({
  validateSearch: ({ role }: Record<string, unknown>): Omit<PeopleSearch, "q"> => ({ role: text(role) }),
  loader: () => Promise.all([loaded(usersQuery), loaded(schoolsQuery)]),
  component: People,
});

function People() {
  const { t } = useTranslation("access");
  const { me } = Route.useRouteContext();
  const search = { ...Route.useSearch(), q: useTyped() };
  const navigate = Route.useNavigate();
  const look = ({ q, ...filters }: PeopleSearch) =>
    void navigate({ search: filters, state: withTyped(q), replace: true });
  const { data: people } = useSuspenseQuery(usersQuery);
  const { data: schools } = useSuspenseQuery(schoolsQuery);
  const shown = narrowed(people, search);
  const add = me.abilities.includes("users:write") && <ButtonLink to="/settings/people/new">{t("add.open")}</ButtonLink>;
  return (
    <Page title={t("title")} lead={t("lead")} actions={add}>
      <PeopleFilters {...{ search }} onSearch={look} />
      {shown.length === 0 ? (
        <EmptyState title={t("noneSo.title")}>{t("noneSo.text")}</EmptyState>
      ) : (
        <PeopleTable people={shown} schools={schools} />
      )}
    </Page>
  );
}
