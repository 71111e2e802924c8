import { Icon, type IconName } from "./Icon";
import classes from "./StatusMark.module.css";

export type Tone = "done" | "waiting" | "warning" | "stopped" | "open";

const icons: Record<Tone, IconName> = {
  done: "done",
  waiting: "waiting",
  warning: "warning",
  stopped: "stopped",
  open: "open",
};

/** A state in a shape and a word; the colour only helps. */
export function StatusMark({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className={classes.mark} data-tone={tone}>
      <Icon name={icons[tone]} size={16} />
      {children}
    </span>
  );
}
