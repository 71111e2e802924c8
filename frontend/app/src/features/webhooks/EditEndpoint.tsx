import { useTranslation } from "react-i18next";
import { afterwards } from "@/lib/afterwards";
import { tell } from "@/lib/toasts";
import { EndpointForm } from "./EndpointForm";
import { useChangeEndpoint } from "./mutations";
import type { Endpoint } from "./queries";

export function EditEndpoint({ endpoint, onDone }: { endpoint: Endpoint; onDone: () => void }) {
  const { t } = useTranslation("webhooks");
  const change = useChangeEndpoint(endpoint);
  return (
    <EndpointForm
      endpoint={endpoint}
      error={change.error}
      busy={change.isPending}
      submit={t("edit.submit")}
      onCancel={onDone}
      onSend={(body) => afterwards(change, body, () => (tell(t("edit.done")), onDone()))}
    />
  );
}
