import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { SelectField, TextField } from "@/components/form/fields";
import { languages } from "@/lib/i18n";
import { RolesField } from "./RolesField";
import { StaffField } from "./StaffField";
import type { PersonDraft } from "./usePersonDraft";
import type { School } from "./useRoleWords";

interface Props {
  draft: PersonDraft;
  schools: readonly School[];
  /** Where it is set once: an account keeps its address. */
  withEmail?: boolean;
}

export function PersonFields({ draft, schools, withEmail = false }: Props) {
  const { t } = useTranslation("access");
  const { field, values, memberships, setMemberships, link, errors } = draft;
  return (
    <>
      <TextField {...field("name")} label={t("name")} maxLength={200} />
      {withEmail && <TextField {...field("email")} label={t("email")} type="email" inputMode="email" help={t("emailHelp")} />}
      <RolesField {...{ schools }} value={memberships} error={errors["memberships"]} onChange={setMemberships} />
      <SelectField
        {...field("language")}
        label={t("language")}
        options={Object.entries(languages).map(([value, label]) => ({ value, label }))}
      />
      <StaffField value={values.staff_id} name={values.name} error={errors["staff_id"]} onChange={link} />
      {!values.staff_id && (
        <Checkbox
          id="field-teaches_nobody"
          size="md"
          maw="40rem"
          label={t("teaches.nobody")}
          description={t("teaches.help")}
          error={errors["teaches_nobody"]}
          checked={draft.attested}
          onChange={(event) => draft.setTeachesNobody(event.currentTarget.checked)}
        />
      )}
    </>
  );
}
