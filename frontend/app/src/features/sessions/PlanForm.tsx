import { Button, Group, Stack } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { CheckboxesField } from "@/components/form/CheckboxesField";
import { FormErrors } from "@/components/form/FormErrors";
import { fieldErrors } from "@/components/form/errors";
import { SelectField, TextField } from "@/components/form/fields";
import { useFields } from "@/components/form/useFields";
import type { Member, Session } from "@/lib/queries/sessions";
import { Listeners } from "./Listeners";
import { PlanWarnings } from "./PlanWarnings";
import type { OfferedGuide } from "./guides";
import { type Beginning, askOf, fieldsOf, planOf } from "./plan";

export interface Choices {
  members: readonly Pick<Member, "id" | "pseudonym">[];
  guides: readonly OfferedGuide[];
  people: readonly { id: string; name: string }[];
}

interface Props extends Choices {
  cohortId: string;
  session?: Session;
  beginning?: Beginning | undefined;
  error: unknown;
  busy: boolean;
  submit: string;
  onSubmit: (plan: ReturnType<typeof planOf>) => void;
  onBack?: () => void;
}

const kinds = ["focus_group", "individual"] as const;
const modalities = ["in_person", "online"] as const;

export function PlanForm(props: Props) {
  const { cohortId, members, guides, people, session, beginning, error, busy, submit, onSubmit, onBack } = props;
  const { t } = useTranslation("sessions");
  const { values, field } = useFields({ ...fieldsOf(session, guides[0]?.id), ...beginning?.fields }, error);
  const [chosen, setChosen] = useState(session?.participants.map(({ member_id }) => member_id) ?? beginning?.members ?? []);
  const [outsiders, setOutsiders] = useState({
    moderator: session?.moderator_is_outsider ?? beginning?.moderatorIsOutsider ?? false,
    noteTaker: session?.note_taker_is_outsider ?? false,
  });
  const plan = planOf(values, chosen, outsiders);
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    onSubmit(plan);
  };
  const stopped = guides.some((guide) => guide.stopped && guide.id === values.guide_version_id);
  const guideOptions = guides
    .filter((guide) => !guide.stopped || stopped)
    .map(({ id, name, number, ...guide }) => ({ value: id, label: t(guide.stopped ? "guideNotUsed" : "guideVersion", { name, number }) }));
  return (
    <form onSubmit={send} noValidate>
      <Stack>
        <FormErrors error={error} />
        <SelectField
          {...field("kind")}
          label={t("kind.label")}
          options={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
        <div>
          <CheckboxesField
            name="member_ids"
            label={`${t("members")} · ${t("chosen", { count: chosen.length })}`}
            help={t("help.members")}
            error={fieldErrors(error)["member_ids"]}
            options={members.map(({ id, pseudonym }) => ({ value: id, label: pseudonym }))}
            value={chosen}
            onChange={setChosen}
          />
        </div>
        <SelectField
          {...field("modality")}
          label={t("modality.label")}
          options={modalities.map((value) => ({ value, label: t(`modality.${value}`) }))}
        />
        {values.modality === "online" ? (
          <TextField {...field("link")} type="url" inputMode="url" label={t("link")} maxLength={500} />
        ) : (
          <TextField {...field("place")} label={t("place")} help={t("help.place")} maxLength={200} />
        )}
        <TextField {...field("starts_at")} type="datetime-local" label={t("startsAt")} />
        <TextField
          {...field("minutes")}
          error={fieldErrors(error)["ends_at"]}
          type="number"
          inputMode="numeric"
          label={t("minutes")}
        />
        <Listeners {...{ field, values, people, outsiders }} onOutsiders={setOutsiders} />
        <SelectField
          {...field("guide_version_id")}
          {...(stopped && { error: t("missing.guide_not_asked") })}
          label={t("guide")}
          help={t("help.guide")}
          options={[{ value: "", label: t("guideNone") }, ...guideOptions]}
        />
        <Group>
          <Button type="submit" size="md" loading={busy}>
            {submit}
          </Button>
          {onBack && (
            <Button variant="default" size="md" onClick={onBack}>
              {t("back")}
            </Button>
          )}
        </Group>
        <PlanWarnings ask={askOf(plan, cohortId, session?.id)} />
      </Stack>
    </form>
  );
}
