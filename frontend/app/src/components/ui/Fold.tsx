import type { ReactNode } from "react";
import classes from "./Fold.module.css";

/** What most people don't need at once. */
export function Fold({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className={classes.fold}>
      <summary>{title}</summary>
      <div className={classes.body}>{children}</div>
    </details>
  );
}
