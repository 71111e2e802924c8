import { useTranslation } from "react-i18next";
import { Filters } from "@/components/form/Filters";
import { SearchField } from "@/components/form/SearchField";
import { SelectField } from "@/components/form/fields";
import type { User } from "@/lib/queries/users";
import { roles } from "./queries";

export interface PeopleSearch {
  q?: string | undefined;
  role?: string | undefined;
}

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Those whose name or e-mail holds each word, in this role if one is named. */
export function narrowed(people: readonly User[], { q = "", role }: PeopleSearch): User[] {
  const words = plain(q).split(/\s+/).filter(Boolean);
  return people.filter((user) => {
    const text = plain(`${user.name} ${user.email}`);
    return words.every((word) => text.includes(word)) && (!role || user.memberships.some((one) => one.role === role));
  });
}

interface Props {
  search: PeopleSearch;
  onSearch: (search: PeopleSearch) => void;
}

export function PeopleFilters({ search, onSearch }: Props) {
  const { t } = useTranslation("access");
  const options = roles.map((value) => ({ value, label: t(`role.${value}`) }));
  return (
    <Filters>
      <SearchField label={t("search")} value={search.q ?? ""} onSearch={(q) => onSearch({ ...search, q: q || undefined })} />
      <SelectField
        name="role"
        label={t("roles")}
        value={search.role ?? ""}
        options={[{ value: "", label: t("anyRole") }, ...options]}
        onChange={(role) => onSearch({ ...search, role: role || undefined })}
      />
    </Filters>
  );
}
