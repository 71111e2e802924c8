import { useTranslation } from "react-i18next";
import { AssentList } from "./AssentList";
import { CheckIn } from "./CheckIn";
import { LateLinks } from "./LateLinks";
import { QuestionNow, QuestionsAgain } from "./QuestionNow";
import { Script } from "./Script";
import { SeatCircle } from "./SeatCircle";
import { Welcome } from "./Welcome";
import type { useCourse, useRoom } from "./mutations";
import type { Guide, LiveState, Seat } from "./queries";
import classes from "./live.module.css";

interface Props {
  state: LiveState;
  guide: Guide | null;
  busy: boolean;
  keepsConsent: boolean;
  course: ReturnType<typeof useCourse>;
  room: ReturnType<typeof useRoom>;
  onPass: (seat: Seat) => void;
}

/** Those who came in after the Welcome are asked too. */
function Door({ state, busy, keepsConsent, room }: Omit<Props, "guide" | "course" | "onPass">) {
  const { t } = useTranslation("live");
  const unasked = state.seats.filter(({ presence, assent }) => presence === "present" && assent !== "yes");
  return (
    <details className={classes.fold}>
      <summary>{t("checkIn.title")}</summary>
      <CheckIn
        {...{ state, busy, keepsConsent }}
        onCheckIn={room.checkIn.mutate}
        onLeave={room.leave.mutate}
      />
      {state.session.stage !== "welcome" && unasked.length > 0 && (
        <AssentList session={state.session} seats={unasked} busy={busy} onAssent={room.assent.mutate} />
      )}
    </details>
  );
}

function Now({ state, guide, course }: Pick<Props, "state" | "guide" | "course">) {
  const { stage, current_question, asked_questions } = state.session;
  if (stage !== "questions")
    return (
      <div>
        <Script guide={guide} stage={stage ?? "welcome"} />
        {stage === "wrap_up" && guide && <QuestionsAgain guide={guide} />}
      </div>
    );
  return (
    <QuestionNow
      guide={guide}
      current={current_question}
      asked={asked_questions}
      busy={course.ask.isPending}
      onAsk={course.ask.mutate}
    />
  );
}

/** From the Welcome to the wrap-up. */
export function Running(props: Props) {
  const { state, guide, busy, course, room, onPass } = props;
  return (
    <>
      {state.session.stage === "welcome" ? (
        <Welcome
          {...{ state, guide, busy }}
          onExplained={course.explain.mutate}
          onAssent={room.assent.mutate}
        />
      ) : (
        <div className={classes.split}>
          <Now {...{ state, guide, course }} />
          <SeatCircle
            seats={state.seats}
            onPass={onPass}
            onLeave={({ member_id }) => room.leave.mutate(member_id)}
          />
        </div>
      )}
      {state.session.stage === "wrap_up" && <LateLinks session={state.session} />}
      <Door {...props} />
    </>
  );
}
