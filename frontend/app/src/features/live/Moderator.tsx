import { useTranslation } from "react-i18next";
import { tell } from "@/lib/toasts";
import { Foot, ReadyFoot } from "./Foot";
import { LateLinks } from "./LateLinks";
import { LiveFrame } from "./LiveFrame";
import { Preparing } from "./Preparing";
import { Refused } from "./Refused";
import { Running } from "./Running";
import { useBefore, useCourse, useRoom } from "./mutations";
import type { Guide, Seat } from "./queries";
import { useLive } from "./useLive";
import { useOutbox } from "./useOutbox";
import classes from "./live.module.css";

interface Props {
  sessionId: string;
  me: string;
  guide: Guide | null;
  keepsConsent: boolean;
}

/** The moderator looks at a student, not at a screen: a question, the seats, a line at the foot. */
export function Moderator({ sessionId, me, guide, keepsConsent }: Props) {
  const { t } = useTranslation("live");
  const { state, connected, behind } = useLive(sessionId);
  const { session, seats } = state;
  const before = useBefore(session);
  const room = useRoom(session);
  const course = useCourse(session);
  const outbox = useOutbox(state, me);
  const all = [...Object.values(before), ...Object.values(room), ...Object.values(course)];
  const refused = all.find(({ error }) => error);
  const busy = all.some(({ isPending }) => isPending);
  const pass = async (seat: Seat) => {
    const passed = await outbox.write({ kind: "pass", member_id: seat.member_id, question_key: session.current_question });
    tell(t("seat.passNoted", { who: seat.pseudonym }), () => void outbox.strike(passed));
  };
  const common = { state, guide, busy, keepsConsent, room };
  const foot =
    session.status === "running" ? (
      <Foot {...{ state, behind }} busy={course.move.isPending} onMove={course.move.mutate} />
    ) : (
      session.status === "scheduled" && (
        <ReadyFoot state={state} busy={before.start.isPending} onStart={() => before.start.mutate()} />
      )
    );
  return (
    <LiveFrame {...{ state, connected, foot }} title={t("moderator")} waiting={outbox.sendings.length}>
      {session.status === "scheduled" && <Preparing {...common} before={before} />}
      {session.status === "running" && <Running {...common} course={course} onPass={(seat) => void pass(seat)} />}
      {session.status === "completed" && (
        <>
          <p className={classes.question}>{t("over.completed")}</p>
          <LateLinks session={session} />
        </>
      )}
      {session.status === "cancelled" && <p className={classes.question}>{t("over.cancelled")}</p>}
      {refused?.error && <Refused error={refused.error} seats={seats} onRead={refused.reset} />}
    </LiveFrame>
  );
}
