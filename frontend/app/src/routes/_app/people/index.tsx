import { Button } from "@mantine/core";
import { useSuspenseInfiniteQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link, createFileRoute, redirect } from "@tanstack/react-router";
import { useDeferredValue } from "react";
import { useTranslation } from "react-i18next";
import { ShowMore } from "@/components/data/ShowMore";
import { EmptyState } from "@/components/ui/EmptyState";
import { Page } from "@/components/ui/Page";
import { StudentFilters } from "@/features/people/StudentFilters";
import { StudentList } from "@/features/people/StudentList";
import { type StudentSearch, studentsQuery } from "@/features/people/queries";
import { loaded } from "@/lib/query";
import { schoolsQuery } from "@/lib/queries/cohorts";
import { useTyped, withTyped } from "@/lib/typed";

const text = (value: unknown) => (typeof value === "string" && value ? value : undefined);

export const Route = createFileRoute("/_app/people/")({
  validateSearch: ({ school_id, grade }: Record<string, unknown>): Omit<StudentSearch, "q"> => ({
    school_id: text(school_id),
    grade: text(grade),
  }),
  beforeLoad: ({ context: { me } }) => {
    if (!me.abilities.includes("students:read")) throw redirect({ to: "/" });
  },
  loader: () => loaded(schoolsQuery),
  component: Students,
});

function Students() {
  const { t } = useTranslation("people");
  const { me } = Route.useRouteContext();
  const filters = Route.useSearch();
  const q = useTyped();
  const navigate = Route.useNavigate();
  const look = ({ q: typed, ...rest }: StudentSearch) =>
    void navigate({ search: rest, state: withTyped(typed), replace: true });
  const { data: schools } = useSuspenseQuery(schoolsQuery);
  // While these are asked for the page stays, and who types goes on typing.
  const shown = { ...useDeferredValue(filters), q: useDeferredValue(q) };
  const students = useSuspenseInfiniteQuery(studentsQuery(shown));
  const searching = Object.values(shown).some(Boolean);
  const toImport = me.abilities.includes("rosters:write") && (
    <Button component={Link} to="/people/imports">
      {t("upload.title")}
    </Button>
  );
  if (students.data.length === 0 && !searching)
    return (
      <Page title={t("students")}>
        <EmptyState title={t("none.title")} action={toImport}>
          {t("none.text")}
        </EmptyState>
      </Page>
    );
  return (
    <Page title={t("students")}>
      <StudentFilters search={{ ...filters, q }} schools={schools} onSearch={look} />
      {students.data.length === 0 ? (
        <EmptyState title={t("noneSo.title")}>{t("noneSo.text")}</EmptyState>
      ) : (
        <StudentList students={students.data} schools={schools} />
      )}
      <ShowMore {...students} />
    </Page>
  );
}
