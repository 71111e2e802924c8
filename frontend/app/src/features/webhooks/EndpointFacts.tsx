import { useTranslation } from "react-i18next";
import { Facts } from "@/components/data/Facts";
import { When } from "@/components/ui/When";
import { EndpointMark } from "./EndpointMark";
import type { Endpoint } from "./queries";
import type { EventType } from "./types";

/** How it fares: since when it takes what it is sent, or doesn't. */
export function EndpointFacts({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation("webhooks");
  const types = endpoint.event_types as EventType[];
  const facts = [
    { label: t("state"), value: <EndpointMark endpoint={endpoint} /> },
    { label: t("lastSuccess"), value: endpoint.last_success_at ? <When at={endpoint.last_success_at} /> : t("never") },
    ...(endpoint.failing_since ? [{ label: t("failingSince"), value: <When at={endpoint.failing_since} /> }] : []),
    { label: t("types.label"), value: types.length === 0 ? t("types.all") : types.map((type) => t(`event.${type}`)).join(" · ") },
  ];
  return <Facts facts={facts} />;
}
