import { useTranslation } from "react-i18next";
import { useGradeName } from "@/components/data/criteria";
import { Filters } from "@/components/form/Filters";
import { SearchField } from "@/components/form/SearchField";
import { SelectField } from "@/components/form/fields";
import type { StudentSearch } from "./queries";

const grades = ["KG", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];

interface Props {
  search: StudentSearch;
  schools: { id: string; name: string }[];
  onSearch: (search: StudentSearch) => void;
}

export function StudentFilters({ search, schools, onSearch }: Props) {
  const { t } = useTranslation("people");
  const gradeName = useGradeName();
  const set = (part: StudentSearch) => onSearch({ ...search, ...part });
  const any = { value: "", label: t("any") };
  return (
    <Filters>
      <SearchField label={t("search")} value={search.q ?? ""} onSearch={(q) => set({ q: q || undefined })} />
      <SelectField
        name="school_id"
        label={t("school")}
        options={[any, ...schools.map(({ id, name }) => ({ value: id, label: name }))]}
        value={search.school_id ?? ""}
        onChange={(id) => set({ school_id: id || undefined })}
      />
      <SelectField
        name="grade"
        label={t("grade")}
        options={[any, ...grades.map((grade) => ({ value: grade, label: gradeName(grade) }))]}
        value={search.grade ?? ""}
        onChange={(grade) => set({ grade: grade || undefined })}
      />
    </Filters>
  );
}
