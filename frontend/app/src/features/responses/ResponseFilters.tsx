import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Filters } from "@/components/form/Filters";
import { SelectField } from "@/components/form/fields";
import { type ResponseSearch, kinds } from "./queries";

interface Props {
  search: ResponseSearch;
  onSearch: (search: ResponseSearch) => void;
}

export function ResponseFilters({ search, onSearch }: Props) {
  const { t } = useTranslation("responses");
  return (
    <Filters>
      <SelectField
        name="kind"
        label={t("kind.label")}
        options={[{ value: "", label: t("all") }, ...kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))]}
        value={search.kind ?? ""}
        onChange={(kind) => onSearch({ ...search, kind: kinds.find((one) => one === kind) })}
      />
      {search.member_id && (
        <Button variant="default" onClick={() => onSearch({ ...search, member_id: undefined })}>
          {t("everybody")}
        </Button>
      )}
    </Filters>
  );
}
