import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./Filters.module.css";

/** The row of filters above a list. Each change goes into the URL at once. */
export function Filters({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <search aria-label={t("filters")} className={classes.filters}>
      {children}
    </search>
  );
}
