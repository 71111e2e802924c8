import { useTranslation } from "react-i18next";
import type { CohortConsent } from "@/lib/queries/consent";
import classes from "./consent.module.css";

type Count = CohortConsent["counts"][number];

function Bar({ granted, refused, waiting }: Count) {
  const total = Math.max(1, granted + refused + waiting);
  return (
    <span className={classes.bar} aria-hidden="true">
      <span data-part="yes" style={{ inlineSize: `${(100 * granted) / total}%` }} />
      <span data-part="no" style={{ inlineSize: `${(100 * refused) / total}%` }} />
    </span>
  );
}

/** How far the asking has come, purpose by purpose. */
export function Progress({ counts }: Pick<CohortConsent, "counts">) {
  const { t } = useTranslation("consent");
  return (
    <ul className={classes.progress}>
      {counts.map((count) => (
        <li key={count.purpose}>
          <b>{t(`purpose.${count.purpose}`)}</b>
          <Bar {...count} />
          <span className="tm-figure">
            {t("counts", { yes: count.granted, no: count.refused, open: count.waiting })}
          </span>
        </li>
      ))}
    </ul>
  );
}
