import { useTranslation } from "react-i18next";
import classes from "./states.module.css";

const widths = ["38%", "92%", "84%", "88%", "61%"];

/** The shape of what is coming. */
export function LoadingState() {
  const { t } = useTranslation();
  return (
    <div className={classes.wait} role="status">
      <span className="tm-hidden" style={{ background: "none" }}>
        {t("loading")}
      </span>
      {widths.map((width) => (
        <span key={width} style={{ width }} aria-hidden="true" />
      ))}
    </div>
  );
}
