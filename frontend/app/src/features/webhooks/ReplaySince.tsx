import { Button, Group, Stack } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { fieldErrors } from "@/components/form/errors";
import { TextField } from "@/components/form/fields";
import { Fold } from "@/components/ui/Fold";
import { afterwards } from "@/lib/afterwards";
import { can } from "@/lib/can";
import { tell } from "@/lib/toasts";
import { useReplaySince } from "./mutations";
import type { Endpoint } from "./queries";

const HOUR_MS = 3_600_000;

/** The time here as the browser's own field holds it. */
const local = (at: Date) => new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

/** After an outage: everything since then is sent once more. */
export function ReplaySince({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation("webhooks");
  const [since, setSince] = useState(() => local(new Date(Date.now() - HOUR_MS)));
  const replay = useReplaySince(endpoint);
  if (!can(endpoint, "replay")) return null;
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    if (since) afterwards(replay, new Date(since).toISOString(), ({ count }) => tell(t("since.done", { count })));
  };
  return (
    <Fold title={t("since.open")}>
      <form onSubmit={send} noValidate>
        <Stack gap="sm">
          <FormErrors error={replay.error} />
          <TextField
            name="since"
            type="datetime-local"
            label={t("since.label")}
            help={t("since.help")}
            error={fieldErrors(replay.error)["since"]}
            value={since}
            onChange={setSince}
          />
          <Group>
            <Button type="submit" variant="light" loading={replay.isPending}>
              {t("since.submit")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Fold>
  );
}
