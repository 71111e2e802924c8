import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { StatusMark } from "@/components/ui/StatusMark";
import type { Session } from "@/lib/queries/sessions";
import { SpokenConsent } from "./SpokenConsent";
import type { Seat } from "./queries";
import classes from "./live.module.css";

export interface Answer {
  member_id: string;
  assent: NonNullable<Seat["assent"]>;
}

interface Props {
  session: Session;
  seats: readonly Seat[];
  busy: boolean;
  onAssent: (answer: Answer) => void;
}

const answers = ["yes", "pass", "no"] as const;

function Answers({ seat, busy, onAssent }: { seat: Seat } & Omit<Props, "seats" | "session">) {
  const { t } = useTranslation("live");
  return (
    <div role="group" aria-label={seat.pseudonym} className={classes.answers}>
      {answers.map((assent) => (
        <Button
          key={assent}
          variant={seat.assent === assent ? "filled" : "default"}
          aria-pressed={seat.assent === assent}
          disabled={busy}
          onClick={() => onAssent({ member_id: seat.member_id, assent })}
        >
          {t(`welcome.${assent}`)}
        </Button>
      ))}
    </div>
  );
}

/** Each student's answer aloud: yes, no, or not now. None of them has a consequence. */
export function AssentList({ session, seats, busy, onAssent }: Props) {
  const { t } = useTranslation("live");
  return (
    <ul className={classes.door} aria-label={t("welcome.assent")}>
      {seats.map((seat) => (
        <li key={seat.member_id}>
          <b>{seat.pseudonym}</b>
          {seat.presence === "present" ? (
            <Answers {...{ seat, busy, onAssent }} />
          ) : (
            <StatusMark tone="stopped">{t("welcome.saidNo")}</StatusMark>
          )}
          {seat.presence === "present" && seat.assent === "yes" && <SpokenConsent {...{ session, seat }} />}
        </li>
      ))}
    </ul>
  );
}
