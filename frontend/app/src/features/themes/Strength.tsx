import { useTranslation } from "react-i18next";
import type { Theme } from "@/lib/queries/insights";
import classes from "./themes.module.css";

interface Props extends Pick<Theme, "strength"> {
  /** The longest bar of the list, so that themes can be compared. */
  most: number;
}

/** Heads, not mentions: distinct students, groups and schools behind a theme. */
export function StrengthChart({ strength, most }: Props) {
  const { t } = useTranslation("themes");
  const lines = [
    { key: "students", label: t("chart.students"), value: strength.students },
    { key: "sessions", label: t("chart.sessions"), value: strength.sessions },
    { key: "schools", label: t("chart.schools"), value: strength.schools },
  ];
  return (
    <ul className={classes.bars}>
      {lines.map(({ key, label, value }) => (
        <li key={key}>
          <span>{label}</span>
          <span className={classes.track} aria-hidden="true">
            <span className={classes.bar} style={{ inlineSize: `${(100 * value) / Math.max(1, most)}%` }} />
          </span>
          <span className="tm-figure">{value}</span>
        </li>
      ))}
    </ul>
  );
}
