import { Group } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { DataTable } from "@/components/data/DataTable";
import { When } from "@/components/ui/When";
import type { User } from "@/lib/queries/users";
import { PersonMark, TeachingMark } from "./PersonMark";
import { type School, useRoleWords } from "./useRoleWords";

/** Who can sign in, as what, and when they last did. */
export function PeopleTable({ people, schools }: { people: readonly User[]; schools: readonly School[] }) {
  const { t } = useTranslation("access");
  const words = useRoleWords(schools);
  const name = (user: User) => (
    <Link to="/settings/people/$userId" params={{ userId: user.id }}>
      {user.name}
    </Link>
  );
  const state = (user: User) => (
    <Group gap="xs">
      <PersonMark user={user} />
      <TeachingMark user={user} />
    </Group>
  );
  return (
    <DataTable
      caption={t("title")}
      rows={people}
      rowKey={({ id }) => id}
      columns={[
        { key: "name", header: t("name"), cell: name },
        { key: "roles", header: t("roles"), cell: words },
        { key: "state", header: t("state.label"), cell: state },
        {
          key: "last",
          header: t("lastSignIn"),
          cell: ({ last_sign_in_at }) => (last_sign_in_at ? <When at={last_sign_in_at} /> : t("never")),
        },
      ]}
    />
  );
}
