import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "@/components/ui/Icon";
import { StatusMark } from "@/components/ui/StatusMark";
import { Toasts } from "@/components/ui/Toasts";
import { arriveAt } from "@/lib/focus";
import type { LiveState } from "./queries";
import { Leaving } from "./Leaving";
import classes from "./live.module.css";

interface Props {
  state: LiveState;
  /** Whether what the other screen does is seen here at once. */
  connected: boolean;
  title: string;
  /** How many things this device has not handed on yet. */
  waiting: number;
  children: ReactNode;
  foot: ReactNode;
}

/** Recording, locked because a permission is missing, paused or off: a shape and a word. */
function RecorderMark({ recorder }: Pick<LiveState, "recorder">) {
  const { t } = useTranslation("live");
  return (
    <span className={classes.recorder} data-state={recorder.state} role="status">
      {recorder.state === "locked" ? <Icon name="lock" size={18} /> : <span className={classes.lamp} />}
      {t(`recorder.${recorder.state}`)}
    </span>
  );
}

/** A page that fills the screen: head, the work, and a foot that stays where the thumb is. */
export function LiveFrame({ state, connected, title, waiting, children, foot }: Props) {
  const { t } = useTranslation("live");
  const { session, recorder } = state;
  const frame = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => arriveAt(heading.current, frame.current), []);
  useEffect(() => {
    document.title = `${title} · Tellmore`;
  }, [title]);
  return (
    <div ref={frame} className={classes.frame}>
      <header className={classes.head}>
        <h1 ref={heading} className={classes.title}>{title}</h1>
        <RecorderMark recorder={recorder} />
        <span role="status">
          {connected ? (
            <StatusMark tone="done">{t("connected")}</StatusMark>
          ) : (
            <StatusMark tone="warning">{waiting > 0 ? t("awayKept", { count: waiting }) : t("away")}</StatusMark>
          )}
        </span>
        <Link to="/sessions/$sessionId" params={{ sessionId: session.id }} className={classes.leave}>
          {t("leaveScreen")}
        </Link>
      </header>
      <main id="page" tabIndex={-1} className={classes.main}>
        {children}
      </main>
      {foot}
      <Leaving waiting={waiting} />
      <div className={classes.toasts}>
        <Toasts />
      </div>
    </div>
  );
}
