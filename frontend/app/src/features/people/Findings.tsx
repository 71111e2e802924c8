import { Title } from "@mantine/core";
import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { DataTable } from "@/components/data/DataTable";
import { ShowMore } from "@/components/data/ShowMore";
import { StatusMark } from "@/components/ui/StatusMark";
import { said } from "@/lib/said";
import { type Finding, findingsQuery } from "./queries";

function Severity({ severity }: Pick<Finding, "severity">) {
  const { t } = useTranslation("people");
  return <StatusMark tone={severity === "error" ? "stopped" : "warning"}>{t(`severity.${severity}`)}</StatusMark>;
}

/** What was found in the files, errors first, each where a spreadsheet shows it. */
export function Findings({ importId }: { importId: string }) {
  const { t } = useTranslation("people");
  const found = useSuspenseInfiniteQuery(findingsQuery(importId));
  if (found.data.length === 0) return <p>{t("noFindings")}</p>;
  return (
    <section>
      <Title order={2} size="h4" mt="xl">
        {t("findings")}
      </Title>
      <DataTable
        caption={t("findings")}
        rows={found.data}
        rowKey={({ file, row, column, code }) => `${file}/${row ?? ""}/${column ?? ""}/${code}`}
        columns={[
          { key: "severity", header: t("severity.label"), cell: Severity },
          { key: "file", header: t("file"), cell: ({ file }) => file },
          { key: "row", header: t("row"), align: "end", cell: ({ row }) => row ?? t("whole") },
          { key: "column", header: t("column"), cell: ({ column }) => column ?? t("whole") },
          { key: "message", header: t("message"), cell: ({ message }) => said(message) },
        ]}
      />
      <ShowMore {...found} />
    </section>
  );
}
