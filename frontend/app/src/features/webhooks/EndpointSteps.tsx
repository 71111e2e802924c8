import { Button, Group, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { Confirm } from "@/components/ui/Confirm";
import { afterwards } from "@/lib/afterwards";
import { can } from "@/lib/can";
import { tell } from "@/lib/toasts";
import { SigningSecret } from "./SigningSecret";
import { useChangeEndpoint, useNewSecret, useRemoveEndpoint, useSendTest } from "./mutations";
import type { Endpoint } from "./queries";

interface Props {
  endpoint: Endpoint;
  onEdit: () => void;
  onRemoved: () => void;
}

/** Try it, stop it, renew its secret, take it away. */
export function EndpointSteps({ endpoint, onEdit, onRemoved }: Props) {
  const { t } = useTranslation("webhooks");
  const test = useSendTest(endpoint);
  const change = useChangeEndpoint(endpoint);
  const secret = useNewSecret(endpoint);
  const remove = useRemoveEndpoint(endpoint);
  const turn = (enabled: boolean) => afterwards(change, { enabled }, () => tell(t(enabled ? "on.done" : "off.done")));
  return (
    <Stack gap="sm" mt="lg">
      <FormErrors error={test.error ?? change.error ?? secret.error ?? remove.error} />
      {secret.data && <SigningSecret rotated secret={secret.data.secret} onStored={secret.reset} />}
      <Group align="flex-start">
        {can(endpoint, "test") && (
          <Button variant="light" loading={test.isPending} onClick={() => afterwards(test, undefined, () => tell(t("test.done")))}>
            {t("test.submit")}
          </Button>
        )}
        {can(endpoint, "update") && (
          <>
            <Button variant="default" onClick={onEdit}>
              {t("edit.open")}
            </Button>
            <Button variant={endpoint.enabled ? "default" : "light"} loading={change.isPending} onClick={() => turn(!endpoint.enabled)}>
              {t(endpoint.enabled ? "off.submit" : "on.submit")}
            </Button>
          </>
        )}
        {can(endpoint, "rotate") && !secret.data && (
          <Confirm label={t("rotate.submit")} lost={t("rotate.lost")} busy={secret.isPending} onConfirm={() => secret.mutate()} />
        )}
        {can(endpoint, "delete") && (
          <Confirm label={t("remove.submit")} lost={t("remove.lost")} busy={remove.isPending} onConfirm={() => remove.mutate(undefined, { onSuccess: onRemoved })} />
        )}
      </Group>
    </Stack>
  );
}
