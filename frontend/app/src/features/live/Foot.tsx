import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Confirm } from "@/components/ui/Confirm";
import { can } from "@/lib/can";
import { endOf, stretch, useNow } from "./clock";
import type { LiveState, Stage } from "./queries";
import classes from "./live.module.css";

const after = {
  welcome: "introduction",
  introduction: "questions",
  questions: "wrap_up",
  wrap_up: "ended",
  ended: null,
} as const satisfies Record<Stage, Stage | null>;

interface Props {
  state: LiveState;
  behind: number;
  busy: boolean;
  onMove: (stage: Stage) => void;
}

/** Time left by the plan; past it, how much over. */
export function TimeLeft({ state, behind }: Pick<Props, "state" | "behind">) {
  const { t } = useTranslation("live");
  const now = useNow();
  const left = endOf(state.session) - (now + behind);
  const minutes = Math.ceil(Math.abs(left) / 60_000);
  return <span data-over={left < 0}>{t(left < 0 ? "foot.over" : "foot.left", { count: minutes })}</span>;
}

/** Counts the quiet since the last thing noted; a tap begins anew. */
function Silence({ state, behind }: Pick<Props, "state" | "behind">) {
  const { t } = useTranslation("live");
  const now = useNow();
  const [tapped, setTapped] = useState(0);
  const last = Math.max(0, ...state.entries.map(({ captured_at }) => Date.parse(captured_at) - behind));
  const began = Date.parse(state.session.stage_since ?? state.server_time) - behind;
  const quiet = now - Math.max(last, began, tapped);
  return (
    <button type="button" className={classes.silence} onClick={() => setTapped(Date.now())}>
      <span className="tm-figure">{t("foot.silence", { time: stretch(quiet) })}</span>
      <small>{t(quiet > 8000 ? "foot.wait" : "foot.tap")}</small>
    </button>
  );
}

/** Where we are, how long there is, how long it has been quiet; and on. */
export function Foot({ state, behind, busy, onMove }: Props) {
  const { t } = useTranslation("live");
  const { stage } = state.session;
  const next = after[stage ?? "welcome"];
  return (
    <footer className={classes.foot}>
      <p className={classes.stage}>
        <b>{t(`stage.${stage ?? "welcome"}`)}</b>
        <TimeLeft {...{ state, behind }} />
      </p>
      <Silence {...{ state, behind }} />
      {next === "ended" && (
        <Confirm label={t("next.ended")} lost={t("foot.endLost")} busy={busy} onConfirm={() => onMove(next)} forGood />
      )}
      {next && next !== "ended" && (
        // Among the questions the next question comes first, and a slip of the thumb must not end them.
        <Button size="md" variant={stage === "questions" ? "default" : "filled"} loading={busy} onClick={() => onMove(next)}>
          {t(`next.${next}`)}
        </Button>
      )}
    </footer>
  );
}

/** Before the start: how many are here, and the way in. */
export function ReadyFoot({ state, busy, onStart }: Pick<Props, "state" | "busy"> & { onStart: () => void }) {
  const { t } = useTranslation("live");
  const here = state.seats.filter(({ presence }) => presence === "present").length;
  return (
    <footer className={classes.foot}>
      <p className={classes.stage}>
        <b>{t("before.title")}</b>
        <span>{t("before.here", { count: here })}</span>
      </p>
      {can(state.session, "start") && (
        <Button size="md" loading={busy} onClick={onStart}>
          {t("before.start")}
        </Button>
      )}
    </footer>
  );
}
