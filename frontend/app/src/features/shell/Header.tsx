import { useIsFetching } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ProgressBar } from "@/components/ui/ProgressBar";
import { useWork } from "@/lib/work";
import { Breadcrumbs } from "./Breadcrumbs";
import classes from "./Shell.module.css";

function Busy() {
  const fetching = useIsFetching() > 0;
  const moving = useRouterState({ select: (state) => state.isLoading });
  return <div className={classes.busy} data-on={fetching || moving} aria-hidden="true" />;
}

export function Header({ palette, children }: { palette: ReactNode; children: ReactNode }) {
  const work = useWork();
  return (
    <header className={classes.header}>
      <Busy />
      <div className={classes.line}>
        <Breadcrumbs />
        <div className={classes.tools}>
          {palette}
          {children}
        </div>
      </div>
      {work.map(({ id, label, done, total }) => (
        <ProgressBar key={id} label={label} done={done} total={total} />
      ))}
    </header>
  );
}
