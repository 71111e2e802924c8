import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Icon } from "@/components/ui/Icon";
import classes from "./Shell.module.css";
import type { Place } from "./places";

/** The left rail; on a phone the bar at the foot. */
export function Rail({ places, district }: { places: readonly Place[]; district: string }) {
  const { t } = useTranslation();
  return (
    <nav className={classes.rail} aria-label={t("nav.label")}>
      <p className={classes.brand}>
        <img src="/icon.svg" alt="" width={28} height={28} />
        <span>
          <strong>Tellmore</strong>
          <small>{district}</small>
        </span>
      </p>
      <ul>
        {places.map(({ key, to, icon }) => (
          <li key={key} data-place={key}>
            <Link to={to} activeOptions={{ exact: to === "/" }}>
              <Icon name={icon} />
              <span>{t(`nav.${key}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
