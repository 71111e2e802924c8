import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { DataTable } from "@/components/data/DataTable";
import { When } from "@/components/ui/When";
import { EndpointMark } from "./EndpointMark";
import type { Endpoint } from "./queries";

export function EndpointTable({ endpoints }: { endpoints: readonly Endpoint[] }) {
  const { t } = useTranslation("webhooks");
  const url = ({ id, url: address, description }: Endpoint) => (
    <>
      <Link to="/settings/webhooks/$endpointId" params={{ endpointId: id }}>
        {address}
      </Link>
      {description && <div>{description}</div>}
    </>
  );
  return (
    <DataTable
      caption={t("title")}
      rows={endpoints}
      rowKey={({ id }) => id}
      columns={[
        { key: "url", header: t("url"), cell: url },
        { key: "state", header: t("state"), cell: (endpoint) => <EndpointMark endpoint={endpoint} /> },
        {
          key: "last",
          header: t("lastSuccess"),
          cell: ({ last_success_at }) => (last_success_at ? <When at={last_success_at} /> : t("never")),
        },
      ]}
    />
  );
}
