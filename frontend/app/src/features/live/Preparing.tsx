import { useTranslation } from "react-i18next";
import { Attest } from "./Before";
import { CheckIn } from "./CheckIn";
import type { useBefore, useRoom } from "./mutations";
import type { Guide, LiveState } from "./queries";
import classes from "./live.module.css";

interface Props {
  state: LiveState;
  guide: Guide | null;
  busy: boolean;
  keepsConsent: boolean;
  before: ReturnType<typeof useBefore>;
  room: ReturnType<typeof useRoom>;
}

/** Before it begins: the moderator's word, and who comes in. */
export function Preparing({ state, guide, busy, keepsConsent, before, room }: Props) {
  const { t } = useTranslation("live");
  return (
    <div className={classes.column}>
      <h2>{t("before.title")}</h2>
      <Attest session={state.session} guide={guide} busy={before.attest.isPending} onAttest={before.attest.mutate} />
      <h2>{t("checkIn.title")}</h2>
      <CheckIn
        {...{ state, busy, keepsConsent }}
        onCheckIn={room.checkIn.mutate}
        onLeave={room.leave.mutate}
        onLeaveOut={before.leaveOut.mutate}
      />
    </div>
  );
}
