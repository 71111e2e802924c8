import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { Dialog } from "@/components/ui/Dialog";
import { LoadingState } from "@/components/ui/LoadingState";
import { When } from "@/components/ui/When";
import { afterwards } from "@/lib/afterwards";
import { can } from "@/lib/can";
import { count } from "@/lib/format";
import { tell } from "@/lib/toasts";
import { DeliveryMark } from "./Deliveries";
import { useReplay } from "./mutations";
import { type Attempt, type Delivery, attemptsQuery, deliveryQuery } from "./queries";
import classes from "./webhooks.module.css";

function OneAttempt({ attempt }: { attempt: Attempt }) {
  const { t, i18n } = useTranslation("webhooks");
  const how = attempt.status_code ?? t(`failure.${attempt.failure ?? "no_connection"}`);
  return (
    <li>
      <Text fw={650}>{t("attempt", { number: attempt.number, how })}</Text>
      <Text size="sm" c="dimmed">
        <When at={attempt.at} /> · {t("latency", { ms: count(attempt.latency_ms, i18n.language) })}
      </Text>
      {attempt.answer && (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long line is scrolled with the keys
        <pre tabIndex={0} aria-label={t("answer")} className={classes.answer}>
          {attempt.answer}
        </pre>
      )}
    </li>
  );
}

function Attempts({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation("webhooks");
  const { data: attempts } = useQuery(attemptsQuery(delivery));
  if (!attempts) return <LoadingState />;
  if (attempts.length === 0) return <Text>{t("noAttempt")}</Text>;
  return (
    <ol className={classes.attempts}>
      {attempts.map((attempt) => (
        <OneAttempt key={attempt.id} attempt={attempt} />
      ))}
    </ol>
  );
}

function Known({ delivery, onClose }: { delivery: Delivery; onClose: () => void }) {
  const { t } = useTranslation("webhooks");
  const replay = useReplay();
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        <code>{delivery.event_type}</code>
      </Title>
      <DeliveryMark status={delivery.status} />
      <Text size="sm" c="dimmed">
        webhook-id: <code>{delivery.event_id}</code>
      </Text>
      <FormErrors error={replay.error} />
      <Attempts delivery={delivery} />
      <Group>
        {can(delivery, "replay") && (
          <Button loading={replay.isPending} onClick={() => afterwards(replay, delivery.id, () => tell(t("replay.done")))}>
            {t("replay.submit")}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {t("closeIt")}
        </Button>
      </Group>
    </Stack>
  );
}

/** One delivery, attempt by attempt: when, how long, and what the receiver said. */
export function DeliveryDialog({ deliveryId, onClose }: { deliveryId: string; onClose: () => void }) {
  const { t } = useTranslation("webhooks");
  const { data: delivery } = useQuery(deliveryQuery(deliveryId));
  return (
    <Dialog label={t("oneDelivery")} onClose={onClose}>
      {delivery ? <Known delivery={delivery} onClose={onClose} /> : <LoadingState />}
    </Dialog>
  );
}
