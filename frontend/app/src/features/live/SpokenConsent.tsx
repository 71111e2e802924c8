import { Button, Group, Stack, Text } from "@mantine/core";
import type { Schemas } from "@tellmore/client";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { StatusMark } from "@/components/ui/StatusMark";
import type { Session } from "@/lib/queries/sessions";
import classes from "./live.module.css";
import { useHear } from "./mutations";
import type { Seat } from "./queries";

const purposes = ["audio", "quote", "follow_up"] as const;
const words = ["granted", "declined"] as const;
type Decisions = Schemas["SpokenConsent"]["decisions"];

interface AskProps {
  purpose: (typeof purposes)[number];
  decisions: Decisions;
  onSay: (decisions: Decisions) => void;
}

/** One purpose: yes, no, or nothing said. A second press takes the answer back. */
function Ask({ purpose, decisions, onSay }: AskProps) {
  const { t } = useTranslation("live");
  const id = useId();
  const { [purpose]: said, ...others } = decisions;
  return (
    <div role="group" aria-labelledby={id} className={classes.ask}>
      <span id={id}>{t(`aloud.${purpose}`)}</span>
      <Group gap="xs">
        {words.map((word) => (
          <Button
            key={word}
            variant={said === word ? "filled" : "default"}
            aria-pressed={said === word}
            onClick={() => onSay(said === word ? others : { ...decisions, [purpose]: word })}
          >
            {t(`aloud.${word}`)}
          </Button>
        ))}
      </Group>
    </div>
  );
}

/** What this student says aloud beside taking part, put on record as it is said. */
export function SpokenConsent({ session, seat }: { session: Session; seat: Seat }) {
  const { t } = useTranslation("live");
  const hear = useHear(session);
  const [decisions, setDecisions] = useState<Decisions>({});
  const none = Object.keys(decisions).length === 0;
  const keep = () => hear.mutate({ member_id: seat.member_id, decisions }, { onSuccess: () => setDecisions({}) });
  return (
    <details className={classes.fold}>
      <summary>{t("aloud.open", { name: seat.pseudonym })}</summary>
      <Stack gap="sm">
        <Text size="sm">{t("aloud.help")}</Text>
        <FormErrors error={hear.error} />
        {purposes.map((purpose) => (
          <Ask key={purpose} {...{ purpose, decisions }} onSay={setDecisions} />
        ))}
        <Group>
          <Button disabled={none} loading={hear.isPending} onClick={keep}>
            {t("aloud.keep")}
          </Button>
          <span role="status">{hear.isSuccess && none && <StatusMark tone="done">{t("aloud.kept")}</StatusMark>}</span>
        </Group>
      </Stack>
    </details>
  );
}
