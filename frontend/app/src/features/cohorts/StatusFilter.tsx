import { Filters } from "@/components/form/Filters";
import { SelectField } from "@/components/form/fields";
import { useTranslation } from "react-i18next";
import { type CohortStatus, statuses } from "@/lib/queries/cohorts";

interface Props {
  value: CohortStatus | undefined;
  onChange: (status: CohortStatus | undefined) => void;
}

export function StatusFilter({ value, onChange }: Props) {
  const { t } = useTranslation("cohorts");
  const options = statuses.map((status) => ({ value: status, label: t(`status.${status}`) }));
  return (
    <Filters>
      <SelectField
        name="status"
        label={t("filter")}
        options={[{ value: "", label: t("all") }, ...options]}
        value={value ?? ""}
        onChange={(status) => onChange(statuses.find((one) => one === status))}
      />
    </Filters>
  );
}
