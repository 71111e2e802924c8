import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SearchField } from "@/components/form/SearchField";
import { SelectField } from "@/components/form/fields";
import { fullName } from "@/lib/format";
import { type Staff, staffQuery } from "./queries";

interface Props {
  value: string;
  /** Whom the account stands for: the first that is looked for. */
  name: string;
  error: string | undefined;
  onChange: (id: string, staff: Staff | undefined) => void;
}

/** Which staff member of the roster this is: conflict checks go by it. */
export function StaffField({ value, name, error, onChange }: Props) {
  const { t } = useTranslation("access");
  const [looked, setLooked] = useState<string>();
  const { data: found = [] } = useQuery(staffQuery(looked ?? name));
  const options = found.map((one) => ({ value: one.id, label: [fullName(one), one.email].filter(Boolean).join(" · ") }));
  // Whoever is linked stays a choice, though the search shows others.
  if (value && !found.some(({ id }) => id === value)) options.unshift({ value, label: t("staff.linked") });
  return (
    <Stack gap="xs">
      <SearchField label={t("staff.search")} value={name} onSearch={setLooked} />
      <SelectField
        name="staff_id"
        label={t("staff.label")}
        help={t("staff.help")}
        error={error}
        value={value}
        options={[{ value: "", label: t("staff.none") }, ...options]}
        onChange={(id) => onChange(id, found.find((one) => one.id === id))}
      />
    </Stack>
  );
}
