import { useTranslation } from "react-i18next";
import { StatusMark } from "@/components/ui/StatusMark";
import type { Endpoint } from "./queries";

/** Whether what happens arrives there. */
export function EndpointMark({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation("webhooks");
  const { enabled, disabled_reason, failing_since, last_success_at } = endpoint;
  if (!enabled) return <StatusMark tone="stopped">{t(`off.${disabled_reason ?? "by_hand"}`)}</StatusMark>;
  if (failing_since) return <StatusMark tone="warning">{t("health.failing")}</StatusMark>;
  if (!last_success_at) return <StatusMark tone="waiting">{t("health.new")}</StatusMark>;
  return <StatusMark tone="done">{t("health.well")}</StatusMark>;
}
