import { useTranslation } from "react-i18next";
import { EndpointForm } from "./EndpointForm";
import { SigningSecret } from "./SigningSecret";
import { useAddEndpoint } from "./mutations";

export function AddEndpoint({ onDone }: { onDone: (endpointId: string) => void }) {
  const { t } = useTranslation("webhooks");
  const add = useAddEndpoint();
  if (add.data) {
    const { endpoint, secret } = add.data;
    return <SigningSecret secret={secret} onStored={() => onDone(endpoint.id)} />;
  }
  return <EndpointForm error={add.error} busy={add.isPending} submit={t("add.submit")} onSend={(body) => add.mutate(body)} />;
}
