import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/ui/Page";
import { Deliveries } from "@/features/webhooks/Deliveries";
import { DeliveryDialog } from "@/features/webhooks/DeliveryDialog";
import { EditEndpoint } from "@/features/webhooks/EditEndpoint";
import { EndpointFacts } from "@/features/webhooks/EndpointFacts";
import { EndpointSteps } from "@/features/webhooks/EndpointSteps";
import { ReplaySince } from "@/features/webhooks/ReplaySince";
import { type DeliveryStatus, deliveryStatuses, endpointQuery } from "@/features/webhooks/queries";
import { loaded } from "@/lib/query";
import { tell } from "@/lib/toasts";

interface Search {
  status?: DeliveryStatus | undefined;
  delivery?: string | undefined;
}

export const Route = createFileRoute("/_app/settings/webhooks/$endpointId")({
  validateSearch: ({ status, delivery }: Record<string, unknown>): Search => ({
    status: deliveryStatuses.find((one) => one === status),
    delivery: typeof delivery === "string" ? delivery : undefined,
  }),
  loader: async ({ params }) => {
    const { url } = await loaded(endpointQuery(params.endpointId));
    return { crumb: new URL(url).host };
  },
  component: Webhook,
});

function Webhook() {
  const { t } = useTranslation("webhooks");
  const { endpointId } = Route.useParams();
  const { status, delivery } = Route.useSearch();
  const navigate = Route.useNavigate();
  const { data: endpoint } = useSuspenseQuery(endpointQuery(endpointId));
  const [editing, setEditing] = useState(false);
  const go = (search: Search) => void navigate({ search, replace: true, resetScroll: false });
  const removed = () => {
    tell(t("remove.done"));
    void navigate({ to: "/settings/webhooks" });
  };
  return (
    <Page title={endpoint.url} lead={endpoint.description}>
      {editing ? (
        <EditEndpoint endpoint={endpoint} onDone={() => setEditing(false)} />
      ) : (
        <>
          <EndpointFacts endpoint={endpoint} />
          <EndpointSteps endpoint={endpoint} onEdit={() => setEditing(true)} onRemoved={removed} />
        </>
      )}
      <Deliveries endpointId={endpointId} status={status} onStatus={(next) => go({ status: next })} />
      <ReplaySince endpoint={endpoint} />
      {delivery && <DeliveryDialog deliveryId={delivery} onClose={() => go({ status })} />}
    </Page>
  );
}
