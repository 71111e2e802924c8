import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/ui/Page";
import { ResponseFilters } from "@/features/responses/ResponseFilters";
import { ResponseList } from "@/features/responses/ResponseList";
import { type ResponseSearch, kinds } from "@/features/responses/queries";

export const Route = createFileRoute("/_app/cohorts/$cohortId/responses")({
  staticData: { crumb: "crumb.responses" },
  validateSearch: ({ kind, member_id }: Record<string, unknown>): ResponseSearch => ({
    kind: kinds.find((one) => one === kind),
    member_id: typeof member_id === "string" ? member_id : undefined,
  }),
  component: Responses,
});

function Responses() {
  const { t } = useTranslation("responses");
  const { me } = Route.useRouteContext();
  const { cohortId } = Route.useParams();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <Page title={t("title")} lead={t("lead")}>
      <ResponseFilters search={search} onSearch={(next) => void navigate({ search: next, replace: true })} />
      <ResponseList cohortId={cohortId} search={search} abilities={me.abilities} />
    </Page>
  );
}
