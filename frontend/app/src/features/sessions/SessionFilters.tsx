import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Filters } from "@/components/form/Filters";
import { SelectField } from "@/components/form/fields";
import { type SessionSearch, statuses } from "./search";

interface Props {
  search: SessionSearch;
  onSearch: (search: SessionSearch) => void;
}

export function SessionFilters({ search, onSearch }: Props) {
  const { t } = useTranslation("sessions");
  const options = statuses.map((status) => ({ value: status, label: t(`status.${status}`) }));
  return (
    <Filters>
      <SelectField
        name="status"
        label={t("filter")}
        options={[{ value: "", label: t("all") }, ...options]}
        value={search.status ?? ""}
        onChange={(value) => onSearch({ ...search, status: statuses.find((one) => one === value) })}
      />
      <Checkbox
        size="md"
        pb="sm"
        label={t("mine")}
        checked={search.mine ?? false}
        onChange={(event) => onSearch({ ...search, mine: event.currentTarget.checked || undefined })}
      />
    </Filters>
  );
}
