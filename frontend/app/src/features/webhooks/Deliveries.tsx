import { Title } from "@mantine/core";
import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { DataTable } from "@/components/data/DataTable";
import { ShowMore } from "@/components/data/ShowMore";
import { Filters } from "@/components/form/Filters";
import { SelectField } from "@/components/form/fields";
import { EmptyState } from "@/components/ui/EmptyState";
import { StatusMark, type Tone } from "@/components/ui/StatusMark";
import { When } from "@/components/ui/When";
import { type Delivery, type DeliveryStatus, deliveriesQuery, deliveryStatuses } from "./queries";

const tones: Record<DeliveryStatus, Tone> = { pending: "waiting", delivered: "done", failed: "stopped" };

export function DeliveryMark({ status }: Pick<Delivery, "status">) {
  const { t } = useTranslation("webhooks");
  return <StatusMark tone={tones[status]}>{t(`delivery.${status}`)}</StatusMark>;
}

interface Props {
  endpointId: string;
  status: DeliveryStatus | undefined;
  onStatus: (status: DeliveryStatus | undefined) => void;
}

/** What was sent there, or is still to arrive; each leads to its attempts. */
export function Deliveries({ endpointId, status, onStatus }: Props) {
  const { t } = useTranslation("webhooks");
  const found = useSuspenseInfiniteQuery(deliveriesQuery(endpointId, status));
  const type = ({ id, event_type }: Delivery) => (
    <Link to="/settings/webhooks/$endpointId" params={{ endpointId }} search={{ status, delivery: id }} resetScroll={false}>
      <code>{event_type}</code>
    </Link>
  );
  const options = deliveryStatuses.map((value) => ({ value, label: t(`delivery.${value}`) }));
  return (
    <section>
      <Title order={2} size="h4" mt="xl" mb="sm">
        {t("deliveries")}
      </Title>
      <Filters>
        <SelectField
          name="status"
          label={t("delivery.label")}
          value={status ?? ""}
          options={[{ value: "", label: t("delivery.any") }, ...options]}
          onChange={(next) => onStatus(deliveryStatuses.find((one) => one === next))}
        />
      </Filters>
      {found.data.length === 0 ? (
        <EmptyState title={t("nothing.title")}>{t("nothing.text")}</EmptyState>
      ) : (
        <DataTable
          caption={t("deliveries")}
          rows={found.data}
          rowKey={({ id }) => id}
          columns={[
            { key: "type", header: t("event.label"), cell: type },
            { key: "status", header: t("delivery.label"), cell: DeliveryMark },
            { key: "attempts", header: t("attempts"), align: "end", cell: ({ attempts }) => attempts },
            { key: "at", header: t("at"), cell: ({ created_at }) => <When at={created_at} /> },
          ]}
        />
      )}
      <ShowMore {...found} />
    </section>
  );
}
