import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { DataTable } from "@/components/data/DataTable";
import { StatusMark, type Tone } from "@/components/ui/StatusMark";
import { When } from "@/components/ui/When";
import type { RosterImport } from "./queries";

const tones: Record<RosterImport["status"], Tone> = {
  refused: "stopped",
  ready: "waiting",
  held: "warning",
  applied: "done",
};

export function ImportMark({ status }: Pick<RosterImport, "status">) {
  const { t } = useTranslation("people");
  return <StatusMark tone={tones[status]}>{t(`importStatus.${status}`)}</StatusMark>;
}

export function ImportList({ imports }: { imports: readonly RosterImport[] }) {
  const { t } = useTranslation("people");
  const file = (one: RosterImport) => (
    <Link to="/people/imports/$importId" params={{ importId: one.id }}>
      {one.filename}
    </Link>
  );
  return (
    <DataTable
      caption={t("imports")}
      rows={imports}
      rowKey={({ id }) => id}
      columns={[
        { key: "file", header: t("file"), cell: file },
        { key: "status", header: t("state"), cell: ImportMark },
        { key: "at", header: t("uploaded"), cell: ({ created_at }) => <When at={created_at} /> },
      ]}
    />
  );
}
