import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { StatusMark } from "@/components/ui/StatusMark";
import { can } from "@/lib/can";
import type { LiveState, Seat } from "./queries";
import classes from "./live.module.css";

interface Props {
  state: LiveState;
  busy: boolean;
  /** Whether this person can remind a family or record a paper form. */
  keepsConsent: boolean;
  onCheckIn: (memberId: string) => void;
  onLeave: (memberId: string) => void;
  /** Takes the seat away; only before the start. */
  onLeaveOut?: (memberId: string) => void;
}

/** What, why, and the ways out. */
function Refusal({ seat, ...props }: Props & { seat: Seat }) {
  const { t } = useTranslation("live");
  const { t: why } = useTranslation("permission");
  const { keepsConsent, onLeaveOut } = props;
  const { session } = props.state;
  const others = session.participants.length > (session.kind === "focus_group" ? 2 : 1);
  return (
    <div className={classes.refusal}>
      <p>{t("checkIn.refused", { who: seat.pseudonym, why: why(`reason.${seat.reason as "not_asked"}`) })}</p>
      <div className={classes.ways}>
        {keepsConsent ? (
          <Link
            to="/cohorts/$cohortId/consent"
            params={{ cohortId: session.cohort_id }}
            search={{ member: seat.member_id }}
          >
            {t("checkIn.toConsent")}
          </Link>
        ) : (
          <span>{t("checkIn.askCoordinator")}</span>
        )}
        {onLeaveOut && others && can(session, "update") && (
          <Button variant="default" size="compact-md" onClick={() => onLeaveOut(seat.member_id)}>
            {t("checkIn.leaveOut")}
          </Button>
        )}
      </div>
    </div>
  );
}

function Way({ seat, busy, onCheckIn, onLeave }: Props & { seat: Seat }) {
  const { t } = useTranslation("live");
  if (seat.presence === "present")
    return (
      <Button variant="subtle" disabled={busy} onClick={() => onLeave(seat.member_id)}>
        {t("checkIn.left")}
      </Button>
    );
  return (
    <Button
      variant="light"
      disabled={busy}
      aria-label={t("checkIn.inName", { who: seat.pseudonym })}
      onClick={() => onCheckIn(seat.member_id)}
    >
      {t(seat.presence === "left" ? "checkIn.back" : "checkIn.in")}
    </Button>
  );
}

/** Who is at the door. Without permission nobody comes in, and the page says what to do. */
export function CheckIn(props: Props) {
  const { t } = useTranslation("live");
  const tones = { expected: "open", present: "done", left: "stopped" } as const;
  return (
    <ul className={classes.door} aria-label={t("checkIn.title")}>
      {props.state.seats.map((seat) => (
        <li key={seat.member_id}>
          <div>
            <b>{seat.pseudonym}</b>
            <StatusMark tone={tones[seat.presence]}>{t(`checkIn.${seat.presence}`)}</StatusMark>
            {seat.may_take_part && seat.ask_aloud && <small>{t("checkIn.askAloud")}</small>}
          </div>
          {seat.may_take_part || seat.presence === "present" ? (
            <Way {...props} seat={seat} />
          ) : (
            <Refusal {...props} seat={seat} />
          )}
        </li>
      ))}
    </ul>
  );
}
