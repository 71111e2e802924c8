import { Button, Group, Stack } from "@mantine/core";
import type { Schemas } from "@tellmore/client";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { TextField } from "@/components/form/fields";
import { useFields } from "@/components/form/useFields";
import { fieldErrors } from "@/components/form/errors";
import { TypesField } from "./TypesField";
import type { Endpoint } from "./queries";

interface Props {
  endpoint?: Endpoint;
  error: unknown;
  busy: boolean;
  submit: string;
  onSend: (body: Schemas["WebhookEndpointCreate"] & { url: string }) => void;
  onCancel?: () => void;
}

/** Where, what for, and which events. An address that is never sent to is refused at its field. */
export function EndpointForm({ endpoint, error, busy, submit, onSend, onCancel }: Props) {
  const { t } = useTranslation("webhooks");
  const { values, field } = useFields({ url: endpoint?.url ?? "https://", description: endpoint?.description ?? "" }, error);
  const [types, setTypes] = useState<string[]>(endpoint?.event_types ?? []);
  const [some, setSome] = useState(types.length > 0);
  const none = some && types.length === 0;
  const [tried, setTried] = useState(false);
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    // An empty list means every type: whoever chose "some" and none of them did not mean that.
    if (!none) onSend({ url: values.url, description: values.description || null, event_types: types });
  };
  return (
    <form onSubmit={send} noValidate>
      <Stack>
        <FormErrors error={error} />
        <TextField {...field("url")} type="url" inputMode="url" label={t("url")} help={t("urlHelp")} />
        <TextField {...field("description")} label={t("description")} help={t("descriptionHelp")} maxLength={200} />
        <TypesField
          value={types}
          some={some}
          error={none && tried ? t("types.none") : fieldErrors(error)["event_types"]}
          onChange={(next, chosen) => (setTypes(next), setSome(chosen))}
        />
        <Group>
          <Button type="submit" size="md" loading={busy}>
            {submit}
          </Button>
          {onCancel && (
            <Button variant="subtle" size="md" onClick={onCancel}>
              {t("cancel")}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
