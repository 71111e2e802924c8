import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/ui/EmptyState";
import { Page } from "@/components/ui/Page";
import { CohortForm } from "@/features/cohorts/CohortForm";
import { useCreateCohort } from "@/features/cohorts/mutations";
import { schoolsQuery } from "@/lib/queries/cohorts";
import { loaded } from "@/lib/query";

export const Route = createFileRoute("/_app/cohorts/new")({
  staticData: { crumb: "crumb.new" },
  loader: () => loaded(schoolsQuery),
  component: NewCohort,
});

function NewCohort() {
  const { t } = useTranslation("cohorts");
  const navigate = Route.useNavigate();
  const { data: schools } = useSuspenseQuery(schoolsQuery);
  const create = useCreateCohort();
  const open = (cohortId: string) => navigate({ to: "/cohorts/$cohortId/students", params: { cohortId } });
  if (schools.length === 0)
    return (
      <Page title={t("create")}>
        <EmptyState title={t("noSchools.title")}>{t("noSchools.text")}</EmptyState>
      </Page>
    );
  return (
    <Page title={t("create")} lead={t("createLead")}>
      <CohortForm
        schools={schools}
        error={create.error}
        busy={create.isPending}
        submit={t("createSubmit")}
        onSubmit={(draft) => create.mutate(draft, { onSuccess: ({ id }) => void open(id) })}
      />
    </Page>
  );
}
