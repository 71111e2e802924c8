import { Button, Group, Stack } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { CheckboxesField } from "@/components/form/CheckboxesField";
import { FormErrors } from "@/components/form/FormErrors";
import { fieldErrors } from "@/components/form/errors";
import { LongTextField, SelectField, TextField } from "@/components/form/fields";
import { useFields } from "@/components/form/useFields";
import type { CohortDraft } from "./mutations";
import type { Cohort } from "@/lib/queries/cohorts";

const focuses = ["both", "needs", "experiences"] as const;

interface Props {
  schools: { id: string; name: string }[];
  cohort?: Cohort;
  error: unknown;
  busy: boolean;
  submit: string;
  onSubmit: (draft: CohortDraft) => void;
}

function start(cohort?: Cohort) {
  return {
    name: cohort?.name ?? "",
    purpose: cohort?.purpose ?? "",
    exploring: cohort?.exploring ?? "",
    focus: cohort?.focus ?? "both",
    size: String(cohort?.size ?? 24),
  };
}

export function CohortForm({ schools, cohort, error, busy, submit, onSubmit }: Props) {
  const { t } = useTranslation("cohorts");
  const { values, field } = useFields(start(cohort), error);
  const [chosen, setChosen] = useState(cohort?.school_ids ?? schools.map(({ id }) => id));
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    const { exploring, focus, size, ...words } = values;
    const wanted = focuses.find((one) => one === focus) ?? "both";
    onSubmit({ ...words, exploring: exploring || null, focus: wanted, size: Number(size), school_ids: chosen });
  };
  return (
    <form onSubmit={send} noValidate>
      <Stack>
        <FormErrors error={error} />
        <TextField {...field("name")} label={t("name")} help={t("help.name")} />
        <LongTextField {...field("purpose")} label={t("purpose")} help={t("help.purpose")} />
        <TextField {...field("exploring")} label={t("exploring")} help={t("help.exploring")} />
        <SelectField
          {...field("focus")}
          label={t("focus.label")}
          options={focuses.map((value) => ({ value, label: t(`focus.${value}`) }))}
        />
        <CheckboxesField
          name="school_ids"
          label={t("schools")}
          error={fieldErrors(error)["school_ids"]}
          options={schools.map(({ id, name }) => ({ value: id, label: name }))}
          value={chosen}
          onChange={setChosen}
        />
        <TextField {...field("size")} type="number" inputMode="numeric" label={t("size")} help={t("help.size")} />
        <Group>
          <Button type="submit" size="md" loading={busy}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
