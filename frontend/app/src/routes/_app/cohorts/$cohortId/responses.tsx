import { Text } from "@mantine/core";
import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/ui/Page";
import { CodesPanel } from "@/features/responses/CodesPanel";
import { ResponseFilters } from "@/features/responses/ResponseFilters";
import { ResponseList, Struck, useMarking, useQuestions } from "@/features/responses/ResponseList";
import { type ResponseSearch, kinds } from "@/features/responses/queries";
import classes from "@/features/responses/responses.module.css";

const text = (value: unknown) => (typeof value === "string" && value ? value : undefined);

export const Route = createFileRoute("/_app/cohorts/$cohortId/responses")({
  staticData: { crumb: "crumb.responses" },
  validateSearch: ({ session_id, question_key, member_id, kind }: Record<string, unknown>): ResponseSearch => ({
    session_id: text(session_id),
    question_key: text(question_key),
    member_id: text(member_id),
    kind: kinds.find((one) => one === kind),
  }),
  component: Responses,
});

function Responses() {
  const { t } = useTranslation("responses");
  const { me } = Route.useRouteContext();
  const { cohortId } = Route.useParams();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const questions = useQuestions(cohortId);
  const marking = useMarking(cohortId, me.abilities);
  const staff = me.staff_id !== null;
  return (
    <Page title={t("title")} lead={t("lead")}>
      <ResponseFilters {...{ cohortId, search, questions }} onSearch={(next) => void navigate({ search: next, replace: true })} />
      <div className={classes.columns}>
        {me.abilities.includes("insights:read") && <CodesPanel cohortId={cohortId} codes={marking.codes} writing={marking.may} />}
        <div className={classes.said}>
          <ResponseList {...{ cohortId, search, questions, marking, staff }} />
          {staff && <Text c="dimmed" mt="md">{t("kept")}</Text>}
          <Struck cohortId={cohortId} />
        </div>
      </div>
    </Page>
  );
}
