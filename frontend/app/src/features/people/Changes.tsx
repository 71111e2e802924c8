import { useTranslation } from "react-i18next";
import { DataTable } from "@/components/data/DataTable";
import { count } from "@/lib/format";
import type { RosterImport } from "./queries";

type Changes = NonNullable<RosterImport["changes"]>;

const kinds = ["schools", "students", "guardians", "guardian_links", "staff", "classes", "enrollments"] as const;
const columns = ["create", "update", "deactivate", "unchanged"] as const;

/** What applying does, kind by kind. */
export function ChangeTable({ changes }: { changes: Changes }) {
  const { t, i18n } = useTranslation("people");
  const touched = kinds.filter((kind) => columns.slice(0, 3).some((column) => changes[kind][column] > 0));
  if (touched.length === 0) return <p>{t("noChanges")}</p>;
  return (
    <DataTable
      caption={t("changes")}
      rows={touched}
      rowKey={(kind) => kind}
      columns={[
        { key: "kind", header: t("kind.label"), cell: (kind) => t(`kind.${kind}`) },
        ...columns.map((column) => ({
          key: column,
          header: t(`change.${column}`),
          align: "end" as const,
          cell: (kind: (typeof kinds)[number]) => count(changes[kind][column], i18n.language),
        })),
      ]}
    />
  );
}
