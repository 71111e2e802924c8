import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { DataTable } from "@/components/data/DataTable";
import { When } from "@/components/ui/When";
import type { ActionItem } from "@/lib/queries/actions";
import type { Cohort } from "@/lib/queries/cohorts";
import { ActionMark } from "./ActionMark";

/** All that is being done, what is due first on top. */
export function ActionTable({ items, cohorts }: { items: readonly ActionItem[]; cohorts: readonly Cohort[] }) {
  const { t } = useTranslation("actions");
  const names = new Map(cohorts.map(({ id, name }) => [id, name]));
  // Whoever may not read cohorts sees the actions without them.
  const cohort = { key: "cohort", header: t("cohort"), cell: (one: ActionItem) => names.get(one.cohort_id) ?? "" };
  const title = ({ cohort_id, title: words }: ActionItem) =>
    names.has(cohort_id) ? (
      <Link to="/cohorts/$cohortId/actions" params={{ cohortId: cohort_id }}>
        {words}
      </Link>
    ) : (
      words
    );
  return (
    <DataTable
      caption={t("items")}
      rows={items.toSorted((a, b) => a.due_on.localeCompare(b.due_on))}
      rowKey={({ id }) => id}
      columns={[
        { key: "title", header: t("item"), cell: title },
        { key: "status", header: t("state"), cell: (item) => <ActionMark item={item} /> },
        { key: "due", header: t("due"), cell: ({ due_on }) => <When at={due_on} /> },
        ...(names.size > 0 ? [cohort] : []),
      ]}
    />
  );
}
