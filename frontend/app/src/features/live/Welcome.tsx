import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { StatusMark } from "@/components/ui/StatusMark";
import { Script, scriptOf } from "./Script";
import { type Answer, AssentList } from "./AssentList";
import type { Guide, LiveState } from "./queries";
import classes from "./live.module.css";

interface Props {
  state: LiveState;
  guide: Guide | null;
  busy: boolean;
  onExplained: () => void;
  onAssent: (answer: Answer) => void;
}

const LIMITS = "confidentiality_limits";
const ASSENT = "verbal_assent";

function Limits({ state, guide, busy, onExplained }: Omit<Props, "onAssent">) {
  const { t } = useTranslation("live");
  const text = scriptOf(guide, "welcome").find(({ key }) => key === LIMITS)?.text;
  return (
    <section className={classes.must} aria-labelledby="limits">
      <h2 id="limits">{t("welcome.limits")}</h2>
      <p className={classes.said} lang={guide?.language}>
        {text ?? t("welcome.limitsText")}
      </p>
      {state.session.confidentiality_explained_at ? (
        <StatusMark tone="done">{t("welcome.limitsSaid")}</StatusMark>
      ) : (
        <Button size="md" loading={busy} onClick={onExplained}>
          {t("welcome.limitsSay")}
        </Button>
      )}
    </section>
  );
}

/** Purpose, guidelines, the limits that can't be skipped, and each student's answer aloud. */
export function Welcome({ state, guide, busy, onExplained, onAssent }: Props) {
  const { t } = useTranslation("live");
  const ask = scriptOf(guide, "welcome").find(({ key }) => key === ASSENT)?.text;
  const asked = state.seats.filter(({ presence, assent }) => presence === "present" || assent === "no");
  return (
    <div className={classes.column}>
      <Script guide={guide} stage="welcome" without={[LIMITS, ASSENT]} />
      <Limits {...{ state, guide, busy, onExplained }} />
      <section aria-labelledby="assent">
        <h2 id="assent">{t("welcome.assent")}</h2>
        <p className={classes.said} lang={guide?.language}>
          {ask ?? t("welcome.assentText")}
        </p>
        <AssentList session={state.session} {...{ seats: asked, busy, onAssent }} />
      </section>
    </div>
  );
}
