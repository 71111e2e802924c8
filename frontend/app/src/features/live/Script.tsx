import { useTranslation } from "react-i18next";
import type { Guide, Stage } from "./queries";
import classes from "./live.module.css";

interface Props {
  guide: Guide | null;
  stage: Stage;
  /** Lines that have a place of their own on the page. */
  without?: readonly string[];
}

export function scriptOf(guide: Guide | null, stage: Stage) {
  return guide?.content.stages.find((one) => one.stage === stage)?.lines ?? [];
}

/** What is said aloud in a stage, in the guide's own words. */
export function Script({ guide, stage, without = [] }: Props) {
  const { t } = useTranslation("live");
  const lines = scriptOf(guide, stage).filter(({ key }) => !without.includes(key));
  if (lines.length === 0) return <p className={classes.said}>{t(`stageHelp.${stage}`)}</p>;
  return (
    <div className={classes.script} lang={guide?.language}>
      {lines.map(({ key, text }) => (
        <p key={key} className={classes.said}>
          {text}
        </p>
      ))}
    </div>
  );
}
