import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Icon, type IconName } from "@/components/ui/Icon";
import classes from "./StepStrip.module.css";
import { useCurrentShown } from "./useCurrentShown";

export type StepState = "done" | "current" | "waiting" | "missing";

export interface Step {
  key: string;
  label: string;
  to: string;
  params: Record<string, string>;
  state: StepState;
  /** What is missing, in three words. */
  note?: string;
}

const icons: Record<StepState, IconName> = {
  done: "done",
  current: "forward",
  waiting: "open",
  missing: "warning",
};

/** The order of the work, each step with its state and what is missing. */
export function StepStrip({ label, steps }: { label: string; steps: Step[] }) {
  const { t } = useTranslation();
  const strip = useCurrentShown();
  // The overview's address begins every other; a page below a step belongs to it.
  const root = (one: Step) => steps.some(({ to }) => to.startsWith(`${one.to}/`));
  return (
    <nav ref={strip} aria-label={label} className={classes.strip}>
      <ol>
        {steps.map((step) => (
          <li key={step.key}>
            <Link to={step.to} params={step.params} activeOptions={{ exact: root(step), includeSearch: false }} data-state={step.state}>
              <span className={classes.word}>
                <Icon name={icons[step.state]} size={16} />
                {step.label}
              </span>
              <span className={classes.note}>{step.note ?? t(`step.${step.state}`)}</span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
