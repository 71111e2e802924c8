import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Toasts } from "@/components/ui/Toasts";
import { Header } from "./Header";
import { Rail } from "./Rail";
import classes from "./Shell.module.css";
import type { Place } from "./places";

interface Props {
  places: readonly Place[];
  district: string;
  person: ReactNode;
  palette: ReactNode;
  /** What must be known on every page. */
  notice: ReactNode;
  children: ReactNode;
}

/** The frame of every page behind the sign-in. */
export function Shell({ places, district, person, palette, notice, children }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.shell}>
      <a className="tm-skip" href="#page">
        {t("skip")}
      </a>
      <Rail places={places} district={district} />
      <div className={classes.main}>
        <Header palette={palette}>{person}</Header>
        {notice}
        <main id="page" tabIndex={-1} className={classes.page}>
          {children}
        </main>
      </div>
      <Toasts />
    </div>
  );
}
