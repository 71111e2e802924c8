import { Button, Group } from "@mantine/core";
import type { Schemas } from "@tellmore/client";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/ui/EmptyState";
import { Filters } from "@/components/form/Filters";
import { Confirm } from "@/components/ui/Confirm";
import { FormErrors } from "@/components/form/FormErrors";
import { SelectField } from "@/components/form/fields";
import { afterwards } from "@/lib/afterwards";
import { can } from "@/lib/can";
import type { CohortConsent, MemberConsent } from "@/lib/queries/consent";
import { tell } from "@/lib/toasts";
import { FormText } from "./FormPreview";
import { MemberPanel } from "./MemberPanel";
import { MemberTable, verdict } from "./MemberTable";
import { Progress } from "./Progress";
import { Remind, unanswered } from "./Remind";
import { NewVersion } from "./NewVersion";
import { useAsk, useAskAgain, useNextForm } from "./mutations";
import type { Form } from "./queries";
import { useToldSent } from "./useToldSent";
import classes from "./consent.module.css";

export interface ConsentSearch {
  member?: string | undefined;
  show?: "missing" | undefined;
}

interface Props {
  consent: CohortConsent;
  form: Form;
  /** The next version, while it is being prepared. */
  draft: Form | undefined;
  keeps: boolean;
  search: ConsentSearch;
  onSearch: (search: ConsentSearch) => void;
}

function Ask({ consent, form }: Pick<Props, "consent" | "form">) {
  const { t } = useTranslation("consent");
  const ask = useAsk(consent.cohort_id);
  const told = useToldSent();
  if (!can(form, "send")) return null;
  const unasked = consent.members.filter(({ requests }) => requests.length === 0).length;
  if (unasked === 0) return null;
  const done = ({ items, without_guardian: none }: Schemas["RequestsSent"]) => {
    told(items);
    if (none.length > 0) tell(t("withoutGuardian", { count: none.length }));
  };
  return (
    <Group>
      <FormErrors error={ask.error} />
      <Button size="md" loading={ask.isPending} onClick={() => afterwards(ask, undefined, done)}>
        {t("ask", { count: unasked })}
      </Button>
    </Group>
  );
}

/** Whoever answered an older version stays as they are, unless somebody wants to ask them again. */
function AskAgain({ consent, form }: Pick<Props, "consent" | "form">) {
  const { t } = useTranslation("consent");
  const ask = useAskAgain(consent.cohort_id);
  const told = useToldSent();
  const older = consent.members.filter(({ requests }) =>
    requests.some(({ form_id, answered_at }) => form_id !== form.id && answered_at) && !requests.some(({ form_id }) => form_id === form.id),
  );
  if (!can(form, "send") || older.length === 0) return null;
  return (
    <Group>
      <FormErrors error={ask.error} />
      <Confirm
        label={t("again.submit", { count: older.length })}
        lost={t("again.means")}
        busy={ask.isPending}
        onConfirm={() => afterwards(ask, older.map(({ member_id }) => member_id), ({ items }) => told(items))}
      />
    </Group>
  );
}

/** The list, and what can be done at once for as many as are chosen. */
function Members({ cohortId, members, keeps }: { cohortId: string; members: readonly MemberConsent[]; keeps: boolean }) {
  const { t } = useTranslation("consent");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const open = keeps ? members.filter((member) => unanswered(member).length > 0) : [];
  const selection = {
    heading: t("remind.choose"),
    label: ({ pseudonym }: MemberConsent) => t("remind.one", { who: pseudonym }),
    may: (member: MemberConsent) => open.includes(member),
    has: ({ member_id }: MemberConsent) => chosen.has(member_id),
    toggle: ({ member_id }: MemberConsent) => {
      const rest = [...chosen].filter((one) => one !== member_id);
      setChosen(new Set(chosen.has(member_id) ? rest : [...rest, member_id]));
    },
  };
  return (
    <>
      <Remind {...{ open, chosen }} onChoose={setChosen} />
      <MemberTable {...{ cohortId, members }} selection={open.length > 0 ? selection : undefined} />
    </>
  );
}

/** Who is missing, and what can be done about it. */
export function ConsentBoard({ consent, form, draft, keeps, search, onSearch }: Props) {
  const { t } = useTranslation("consent");
  const next = useNextForm(form);
  const missing = consent.members.filter(({ permissions }) =>
    permissions.some((one) => one.purpose === "participate" && verdict(one) === "open"),
  );
  const shown = search.show === "missing" ? missing : consent.members;
  const member = consent.members.find(({ member_id }) => member_id === search.member);
  return (
    <div className={classes.board}>
      <Progress counts={consent.counts} />
      <Ask consent={consent} form={form} />
      <AskAgain consent={consent} form={form} />
      {draft && <NewVersion consent={consent} inForce={form} draft={draft} />}
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
          <Members cohortId={consent.cohort_id} members={shown} keeps={keeps} />
        )}
      </div>
      <details className={classes.words}>
        <summary>{t("form.inForce", { number: form.number })}</summary>
        <FormText form={form} />
        {keeps && !draft && (
          <Group mt="md">
            <FormErrors error={next.error} />
            <Button variant="default" loading={next.isPending} onClick={() => next.mutate()}>
              {t("version.prepare")}
            </Button>
          </Group>
        )}
      </details>
    </div>
  );
}
