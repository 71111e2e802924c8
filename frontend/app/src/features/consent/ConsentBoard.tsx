import { Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/ui/EmptyState";
import { Filters } from "@/components/form/Filters";
import { FormErrors } from "@/components/form/FormErrors";
import { SelectField } from "@/components/form/fields";
import { can } from "@/lib/can";
import type { CohortConsent } from "@/lib/queries/consent";
import { tell } from "@/lib/toasts";
import { FormText } from "./FormPreview";
import { MemberPanel } from "./MemberPanel";
import { MemberTable, verdict } from "./MemberTable";
import { Progress } from "./Progress";
import { useAsk } from "./mutations";
import type { Form } from "./queries";
import classes from "./consent.module.css";

export interface ConsentSearch {
  member?: string | undefined;
  show?: "missing" | undefined;
}

interface Props {
  consent: CohortConsent;
  form: Form;
  keeps: boolean;
  search: ConsentSearch;
  onSearch: (search: ConsentSearch) => void;
}

function Ask({ consent, form }: Pick<Props, "consent" | "form">) {
  const { t } = useTranslation("consent");
  const ask = useAsk(consent.cohort_id);
  if (!can(form, "send")) return null;
  const unasked = consent.members.filter(({ requests }) => requests.length === 0).length;
  if (unasked === 0) return null;
  const done = ({ items, without_guardian: none }: { items: unknown[]; without_guardian: string[] }) => {
    tell(t("asked", { count: items.length }));
    if (none.length > 0) tell(t("withoutGuardian", { count: none.length }));
  };
  return (
    <Group>
      <FormErrors error={ask.error} />
      <Button size="md" loading={ask.isPending} onClick={() => ask.mutate(undefined, { onSuccess: done })}>
        {t("ask", { count: unasked })}
      </Button>
    </Group>
  );
}

/** Who is missing, and what can be done about it. */
export function ConsentBoard({ consent, form, keeps, search, onSearch }: Props) {
  const { t } = useTranslation("consent");
  const missing = consent.members.filter(({ permissions }) =>
    permissions.some((one) => one.purpose === "participate" && verdict(one) === "open"),
  );
  const shown = search.show === "missing" ? missing : consent.members;
  const member = consent.members.find(({ member_id }) => member_id === search.member);
  return (
    <div className={classes.board}>
      <Progress counts={consent.counts} />
      <Ask consent={consent} form={form} />
      {member && (
        <MemberPanel
          key={member.member_id}
          member={member}
          asked={form.purposes}
          keeps={keeps}
          onClose={() => onSearch({ ...search, member: undefined })}
        />
      )}
      <div>
        <Filters>
          <SelectField
            name="show"
            label={t("show.label")}
            value={search.show ?? ""}
            options={[
              { value: "", label: t("show.all", { count: consent.members.length }) },
              { value: "missing", label: t("show.missing", { count: missing.length }) },
            ]}
            onChange={(value) => onSearch({ ...search, show: value === "missing" ? "missing" : undefined })}
          />
        </Filters>
        {shown.length === 0 ? (
          <EmptyState title={t("nobodyMissing.title")}>{t("nobodyMissing.text")}</EmptyState>
        ) : (
          <MemberTable cohortId={consent.cohort_id} members={shown} />
        )}
      </div>
      <details className={classes.words}>
        <summary>{t("form.inForce", { number: form.number })}</summary>
        <FormText form={form} />
      </details>
    </div>
  );
}
