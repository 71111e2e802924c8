import type { Schemas } from "@tellmore/client";
import { useTranslation } from "react-i18next";
import { DataTable } from "@/components/data/DataTable";
import { When } from "@/components/ui/When";

interface Props {
  accounts: readonly Schemas["UserRead"][];
  schools: { id: string; name: string }[];
}

/** Who can sign in, and as what. */
export function AccountList({ accounts, schools }: Props) {
  const { t } = useTranslation("people");
  const names = new Map(schools.map(({ id, name }) => [id, name]));
  const roles = ({ memberships }: Schemas["UserRead"]) =>
    memberships
      .map(({ role, school_id }) => {
        const school = school_id && names.get(school_id);
        return school ? `${t(`role.${role}`)} (${school})` : t(`role.${role}`);
      })
      .join(", ");
  return (
    <DataTable
      caption={t("accounts")}
      rows={accounts}
      rowKey={({ id }) => id}
      columns={[
        { key: "name", header: t("name"), cell: ({ name }) => name },
        { key: "email", header: t("email"), cell: ({ email }) => email },
        { key: "roles", header: t("roles"), cell: roles },
        {
          key: "last",
          header: t("lastSignIn"),
          cell: ({ last_sign_in_at }) => (last_sign_in_at ? <When at={last_sign_in_at} /> : t("never")),
        },
      ]}
    />
  );
}
