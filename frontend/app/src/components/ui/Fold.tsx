import type { ReactNode } from "react";
import classes from "./Fold.module.css";

interface Props {
  title: string;
  /** What is inside may be fetched only now. */
  onOpen?: () => void;
  children: ReactNode;
}

/** What most people don't need at once. */
export function Fold({ title, onOpen, children }: Props) {
  return (
    <details className={classes.fold} onToggle={(event) => event.currentTarget.open && onOpen?.()}>
      <summary>{title}</summary>
      <div className={classes.body}>{children}</div>
    </details>
  );
}
