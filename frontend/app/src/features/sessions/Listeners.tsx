import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { LongTextField, SelectField } from "@/components/form/fields";
import type { useFields } from "@/components/form/useFields";
import type { Outsiders, PlanFields } from "./plan";

interface Props {
  field: ReturnType<typeof useFields<keyof PlanFields>>["field"];
  values: PlanFields;
  people: readonly { id: string; name: string }[];
  outsiders: Outsiders;
  onOutsiders: (outsiders: Outsiders) => void;
}

/** Who asks and who writes; a neutral outsider has no classes that could conflict. */
export function Listeners({ field, values, people, outsiders, onOutsiders }: Props) {
  const { t } = useTranslation("sessions");
  const options = people.map(({ id, name }) => ({ value: id, label: name }));
  const outsider = (who: keyof Outsiders) => (
    <Checkbox
      size="md"
      mt={-8}
      label={t("help.outsider")}
      checked={outsiders[who]}
      onChange={(event) => onOutsiders({ ...outsiders, [who]: event.currentTarget.checked })}
    />
  );
  return (
    <>
      <SelectField
        {...field("moderator_id")}
        label={t("moderator")}
        options={[{ value: "", label: t("choose"), disabled: true }, ...options]}
      />
      {outsider("moderator")}
      <SelectField
        {...field("note_taker_id")}
        label={t("noteTaker")}
        options={[{ value: "", label: t("noNoteTaker") }, ...options]}
      />
      {values.note_taker_id ? (
        outsider("noteTaker")
      ) : (
        <LongTextField
          {...field("no_note_taker_reason")}
          rows={2}
          label={t("noNoteTakerReason")}
          help={t("help.reason")}
        />
      )}
    </>
  );
}
