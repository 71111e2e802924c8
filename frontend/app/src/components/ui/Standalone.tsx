import type { ReactNode } from "react";
import classes from "./Standalone.module.css";

/** A page for somebody who has not signed in: one column, and language and theme at its foot. */
export function Standalone({ children, foot }: { children: ReactNode; foot: ReactNode }) {
  return (
    <main className={classes.page}>
      <div>
        <img src="/icon.svg" alt="" width={48} height={48} />
        {children}
        <div className={classes.foot}>{foot}</div>
      </div>
    </main>
  );
}
