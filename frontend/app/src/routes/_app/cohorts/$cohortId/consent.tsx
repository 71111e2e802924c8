import { Button } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/ui/EmptyState";
import { Page } from "@/components/ui/Page";
import { ConsentBoard, type ConsentSearch } from "@/features/consent/ConsentBoard";
import { FormDraft } from "@/features/consent/FormPreview";
import { useDraftForm } from "@/features/consent/mutations";
import { formsQuery } from "@/features/consent/queries";
import { cohortConsentQuery } from "@/lib/queries/consent";
import { loaded } from "@/lib/query";

export const Route = createFileRoute("/_app/cohorts/$cohortId/consent")({
  staticData: { crumb: "crumb.consent" },
  validateSearch: ({ member, show }: Record<string, unknown>): ConsentSearch => ({
    member: typeof member === "string" ? member : undefined,
    show: show === "missing" ? show : undefined,
  }),
  loader: ({ params: { cohortId } }) =>
    Promise.all([loaded(cohortConsentQuery(cohortId)), loaded(formsQuery(cohortId))]),
  component: Consent,
});

function Consent() {
  const { t } = useTranslation("consent");
  const { cohortId } = Route.useParams();
  const { me } = Route.useRouteContext();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const { data: consent } = useSuspenseQuery(cohortConsentQuery(cohortId));
  const { data: forms } = useSuspenseQuery(formsQuery(cohortId));
  const draft = useDraftForm(cohortId);
  const keeps = me.abilities.includes("consent:write");
  const inForce = forms.find(({ id }) => id === consent.form_id);
  const drafted = forms.find(({ status }) => status === "draft");
  const none = consent.members.length === 0;
  return (
    <Page title={t("title")} lead={t("lead")}>
      {none && <EmptyState title={t("nobodyDrawn.title")}>{t("nobodyDrawn.text")}</EmptyState>}
      {!none && !inForce && drafted && <FormDraft form={drafted} />}
      {!none && !inForce && !drafted && (
        <EmptyState
          title={t("noForm.title")}
          action={
            keeps && (
              <Button loading={draft.isPending} onClick={() => draft.mutate()}>
                {t("noForm.prepare")}
              </Button>
            )
          }
        >
          {t("noForm.text")}
        </EmptyState>
      )}
      {!none && inForce && (
        <ConsentBoard
          {...{ consent, keeps, search }}
          form={inForce}
          draft={drafted}
          onSearch={(next) => void navigate({ search: next, replace: true })}
        />
      )}
    </Page>
  );
}
