import { Text } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { count } from "@/lib/format";
import classes from "./states.module.css";

interface Props {
  /** What is being done. */
  label: string;
  done?: number | undefined;
  /** Absent: nobody can say how much it is. */
  total?: number | undefined;
}

export function ProgressBar({ label, done = 0, total }: Props) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const say = (value: number) => count(value, i18n.language);
  const figures = total === undefined ? "" : ` · ${t("progress.of", { done: say(done), total: say(total) })}`;
  return (
    <div className={classes.progress}>
      <Text size="sm" id={id}>
        {label}
        {figures}
      </Text>
      <progress value={total === undefined ? undefined : done} max={total} aria-labelledby={id} />
    </div>
  );
}
