import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/ui/Page";
import { AddPerson } from "@/features/access/AddPerson";
import { loaded } from "@/lib/query";
import { schoolsQuery } from "@/lib/queries/cohorts";

export const Route = createFileRoute("/_app/settings/people/new")({
  staticData: { crumb: "crumb.new" },
  loader: () => loaded(schoolsQuery),
  component: NewPerson,
});

function NewPerson() {
  const { t } = useTranslation("access");
  const navigate = Route.useNavigate();
  const { data: schools } = useSuspenseQuery(schoolsQuery);
  return (
    <Page title={t("add.title")} lead={t("add.lead")}>
      <AddPerson
        schools={schools}
        onDone={(userId) => void navigate({ to: "/settings/people/$userId", params: { userId } })}
      />
    </Page>
  );
}
