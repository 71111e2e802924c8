import type { ErrorComponentProps } from "@tanstack/react-router";
import { RouteError } from "./RouteError";
import classes from "./states.module.css";

/** The same where no frame stands around it yet. */
export function RouteErrorAlone(props: ErrorComponentProps) {
  return (
    <main className={classes.alone}>
      <RouteError {...props} />
    </main>
  );
}
