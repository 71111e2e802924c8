import { useTranslation } from "react-i18next";
import type { Seat } from "./queries";
import { type Standing, standing } from "./standing";
import classes from "./seats.module.css";

interface Props {
  seats: readonly Seat[];
  /** One tap: this student was asked and passed. */
  onPass?: (seat: Seat) => void;
  /** One tap on somebody who took their consent back: they leave. */
  onLeave: (seat: Seat) => void;
}

const FULL = 4;
const RADIUS = 46;
const ROUND = 2 * Math.PI * RADIUS;

function place(at: number, of: number) {
  const angle = (2 * Math.PI * at) / of - Math.PI / 2;
  return { insetInlineStart: `${50 + 38 * Math.cos(angle)}%`, insetBlockStart: `${50 + 38 * Math.sin(angle)}%` };
}

function useSeatWords() {
  const { t } = useTranslation("live");
  return (seat: Seat, state: Standing) =>
    state === "heard" ? t("seat.turns", { count: seat.turns }) : t(`seat.${state}`);
}

function Ring({ share }: { share: number }) {
  return (
    <svg viewBox="0 0 100 100" aria-hidden="true">
      <circle cx={50} cy={50} r={RADIUS} data-part="track" />
      <circle
        cx={50}
        cy={50}
        r={RADIUS}
        data-part="fill"
        strokeDasharray={`${share * ROUND} ${ROUND}`}
        transform="rotate(-90 50 50)"
      />
    </svg>
  );
}

/** Who sits where. A ring fills with turns; those not yet heard have a soft mark. */
export function SeatCircle({ seats, onPass, onLeave }: Props) {
  const { t } = useTranslation("live");
  const words = useSeatWords();
  const most = Math.max(FULL, ...seats.map(({ turns }) => turns));
  const here = seats.filter((seat) => !["expected", "left"].includes(standing(seat)));
  const heard = here.filter((seat) => standing(seat) === "heard").length;
  return (
    <div className={classes.circle} role="group" aria-label={t("seat.circle")}>
      <p className={classes.middle}>{t("seat.heardOf", { heard, count: here.length })}</p>
      {seats.map((seat, at) => {
        const state = standing(seat);
        const act = state === "withdrawn" ? onLeave : ["heard", "notYet", "passed"].includes(state) ? onPass : undefined;
        const deed = state === "withdrawn" ? t("seat.letGo") : act ? t("seat.markPassed") : "";
        return (
          <button
            key={seat.member_id}
            type="button"
            className={classes.seat}
            data-state={state}
            style={place(at, seats.length)}
            disabled={!act}
            onClick={() => act?.(seat)}
          >
            <Ring share={seat.turns / most} />
            <span>{seat.pseudonym}</span>
            <small>{words(seat, state)}</small>
            {deed && <span className="tm-hidden">{deed}</span>}
          </button>
        );
      })}
    </div>
  );
}
