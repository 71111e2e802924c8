import { useTranslation } from "react-i18next";
import type { User } from "@/lib/queries/users";

export interface School {
  id: string;
  name: string;
}

/** What somebody is, and where: "Coordinator (North High)". */
export function useRoleWords(schools: readonly School[]) {
  const { t } = useTranslation("access");
  const names = new Map(schools.map(({ id, name }) => [id, name]));
  return ({ memberships }: User) =>
    memberships
      .map(({ role, school_id }) => {
        const school = school_id && names.get(school_id);
        return school ? `${t(`role.${role}`)} (${school})` : t(`role.${role}`);
      })
      .join(", ") || t("noRole");
}
