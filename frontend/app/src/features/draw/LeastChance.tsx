import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { chance } from "@/lib/format";
import classes from "./Drawing.module.css";

/** The least lucky student's chance so far, against what no lottery could better. */
export function LeastChance({ best, bound }: { best: number | null; bound: number | null }) {
  const { t, i18n } = useTranslation("draw");
  if (bound === null) return null;
  const say = (share: number) => chance(share, i18n.language);
  const most = t("solve.most", { bound: say(bound) });
  return (
    <div>
      <Text>{best === null ? most : t("solve.least", { best: say(best), bound: say(bound) })}</Text>
      <div className={classes.track} aria-hidden="true">
        <span style={{ inlineSize: `${Math.min(100, (100 * (best ?? 0)) / bound)}%` }} />
      </div>
      <div className={classes.scale} aria-hidden="true">
        <span>0</span>
        <span>{t("solve.possible", { bound: say(bound) })}</span>
      </div>
    </div>
  );
}
