import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { DataTable } from "@/components/data/DataTable";
import { StatusMark, type Tone } from "@/components/ui/StatusMark";
import { When } from "@/components/ui/When";
import type { Cohort, CohortStatus } from "@/lib/queries/cohorts";

const tones: Record<CohortStatus, Tone> = { draft: "open", drawn: "waiting", closed: "done" };

export function CohortMark({ status }: { status: CohortStatus }) {
  const { t } = useTranslation("cohorts");
  return <StatusMark tone={tones[status]}>{t(`status.${status}`)}</StatusMark>;
}

export function CohortList({ cohorts }: { cohorts: readonly Cohort[] }) {
  const { t } = useTranslation("cohorts");
  const name = (cohort: Cohort) => (
    <Link to="/cohorts/$cohortId" params={{ cohortId: cohort.id }}>
      {cohort.name}
    </Link>
  );
  return (
    <DataTable
      caption={t("title")}
      rows={cohorts}
      rowKey={({ id }) => id}
      columns={[
        { key: "name", header: t("name"), cell: name },
        { key: "status", header: t("state"), cell: ({ status }) => <CohortMark status={status} /> },
        {
          key: "students",
          header: t("students"),
          align: "end",
          cell: ({ member_count, size }) => t("ofSize", { count: member_count, size }),
        },
        { key: "updated", header: t("changed"), cell: ({ updated_at }) => <When at={updated_at} /> },
      ]}
    />
  );
}
