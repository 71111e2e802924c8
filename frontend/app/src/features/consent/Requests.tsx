import { Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { StatusMark, type Tone } from "@/components/ui/StatusMark";
import { When } from "@/components/ui/When";
import { afterwards } from "@/lib/afterwards";
import { can } from "@/lib/can";
import { languages } from "@/lib/i18n";
import { HandedOver } from "./HandedOver";
import { useHandOver, useResend, useRevoke } from "./mutations";
import type { Request } from "./queries";
import { useToldSent } from "./useToldSent";
import classes from "./consent.module.css";

const tones: Record<Request["state"], Tone> = {
  queued: "waiting",
  sent: "waiting",
  handed_over: "waiting",
  no_address: "warning",
  no_mail: "warning",
  failed: "warning",
  answered: "done",
  expired: "stopped",
  revoked: "stopped",
  locked: "warning",
};

function RequestLine({ request }: { request: Request }) {
  const { t } = useTranslation("consent");
  const handOver = useHandOver();
  const resend = useResend();
  const told = useToldSent();
  const revoke = useRevoke();
  const error = handOver.error ?? resend.error ?? revoke.error;
  const sent = () => afterwards(resend, request.id, (one) => told([one]));
  return (
    <li>
      <div>
        <b>{request.recipient ?? t(`party.${request.party}`)}</b>
        <Text span c="dimmed">{` · ${t(`party.${request.party}`)} · ${languages[request.language]}`}</Text>
        <StatusMark tone={tones[request.state]}>{t(`state.${request.state}`)}</StatusMark>
        {request.answered_at ? <When at={request.answered_at} /> : null}
      </div>
      <Group gap="xs">
        {can(request, "hand_over") && (
          <Button variant="default" loading={handOver.isPending} onClick={() => handOver.mutate(request.id)}>
            {t("request.handOver")}
          </Button>
        )}
        {can(request, "resend") && (
          <Button variant="default" loading={resend.isPending} onClick={sent}>
            {t("request.resend")}
          </Button>
        )}
        {can(request, "revoke") && request.state !== "answered" && (
          <Button variant="subtle" color="warn" loading={revoke.isPending} onClick={() => revoke.mutate(request.id)}>
            {t("request.revoke")}
          </Button>
        )}
      </Group>
      <FormErrors error={error} />
      {handOver.data && <HandedOver link={handOver.data} />}
    </li>
  );
}

/** Whom we asked, in which language, and how that stands. */
export function Requests({ requests }: { requests: readonly Request[] }) {
  const { t } = useTranslation("consent");
  if (requests.length === 0) return <Text c="dimmed">{t("request.none")}</Text>;
  return (
    <ul className={classes.requests}>
      {requests.map((request) => (
        <RequestLine key={request.id} request={request} />
      ))}
    </ul>
  );
}
