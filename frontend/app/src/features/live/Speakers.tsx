import { useTranslation } from "react-i18next";
import type { Seat } from "./queries";
import { listens, standing } from "./standing";
import classes from "./notes.module.css";

interface Props {
  seats: readonly Seat[];
  /** Null: the group as a whole. */
  speaker: string | null;
  onSpeaker: (memberId: string | null) => void;
}

/** Who speaks: one tap, or the number. */
export function Speakers({ seats, speaker, onSpeaker }: Props) {
  const { t } = useTranslation("live");
  return (
    <div className={classes.speakers} role="group" aria-label={t("notes.speaker")}>
      {seats.map((seat) => (
        <button
          key={seat.member_id}
          type="button"
          aria-pressed={speaker === seat.member_id}
          disabled={!listens(seat)}
          data-state={standing(seat)}
          onClick={() => onSpeaker(seat.member_id)}
        >
          {seat.seat < 10 && <kbd>{seat.seat}</kbd>}
          <span>
            {seat.pseudonym}
            <small>
              {standing(seat) === "heard" ? t("seat.turns", { count: seat.turns }) : t(`seat.${standing(seat) as "notYet"}`)}
            </small>
          </span>
        </button>
      ))}
      <button type="button" aria-pressed={speaker === null} onClick={() => onSpeaker(null)}>
        <kbd>0</kbd>
        <span>
          {t("notes.group")}
          <small>{t("notes.groupHelp")}</small>
        </span>
      </button>
    </div>
  );
}
