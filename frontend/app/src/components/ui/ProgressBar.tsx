import { Text } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { count } from "@/lib/format";
import classes from "./states.module.css";

interface Props {
  /** What is being done. */
  label: string;
  done: number;
  total: number;
}

export function ProgressBar({ label, done, total }: Props) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const figures = { done: count(done, i18n.language), total: count(total, i18n.language) };
  return (
    <div className={classes.progress}>
      <Text size="sm" id={id}>
        {label} · {t("progress.of", figures)}
      </Text>
      <progress value={done} max={total} aria-labelledby={id} />
    </div>
  );
}
