import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { DateField, LongTextField, SelectField, TextField } from "@/components/form/fields";
import type { Me } from "@/lib/me";
import { cohortsQuery } from "@/lib/queries/cohorts";
import { usersQuery } from "@/lib/queries/users";
import { type ActionDraft, kinds } from "./useActionDraft";

interface Props {
  draft: ActionDraft;
  me: Me;
  /** The round that found the theme: a later one tells whether it helped. */
  cohortId: string;
}

function useOwners(me: Me) {
  const enabled = me.abilities.includes("users:read");
  const { data: people = [] } = useQuery({ ...usersQuery, enabled });
  const known = people.filter(({ id, status }) => id !== me.id && status === "active");
  return [{ value: me.id, label: me.name }, ...known.map(({ id, name }) => ({ value: id, label: name }))];
}

export function ActionFields({ draft: { field }, me, cohortId }: Props) {
  const { t } = useTranslation("actions");
  const owners = useOwners(me);
  const { data: cohorts = [] } = useQuery({ ...cohortsQuery(), enabled: me.abilities.includes("cohorts:read") });
  const later = cohorts.filter(({ id }) => id !== cohortId).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <SelectField {...field("kind")} label={t("kind.label")} options={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))} />
      <TextField {...field("title")} label={t("form.title")} help={t("form.titleHelp")} />
      <LongTextField {...field("description")} label={t("form.description")} />
      <SelectField {...field("owner_id")} label={t("owner")} options={owners} />
      <DateField {...field("due_on")} label={t("due")} />
      <TextField {...field("measure")} label={t("form.measure")} help={t("form.measureHelp")} />
      <TextField {...field("baseline")} label={t("form.baseline")} />
      <TextField {...field("target")} label={t("form.target")} />
      {later.length > 0 && (
        <SelectField
          {...field("follow_up_cohort_id")}
          label={t("followUp")}
          help={t("followUpHelp")}
          options={[{ value: "", label: t("followUpNone") }, ...later]}
        />
      )}
    </>
  );
}
