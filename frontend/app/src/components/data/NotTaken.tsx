import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Confirm } from "@/components/ui/Confirm";
import type { Refusal, Sending } from "@/lib/outbox";
import { said } from "@/lib/said";
import classes from "./NotTaken.module.css";

interface Props {
  why: Refusal;
  /** What it was that the server refused. */
  what: Sending["what"]["kind"];
  onAgain: () => void;
  onDrop: () => void;
  /** What else can be done about it. */
  children?: ReactNode;
}

/** Why the server did not take an entry, and what its writer can do now. */
export function NotTaken({ why, what, onAgain, onDrop, children }: Props) {
  const { t } = useTranslation(["refused", "live"]);
  const { slug, title } = why;
  const sentences = [`why.${slug as "forbidden"}`, `live:refusal.${slug as "network"}`] as const;
  return (
    <div className={classes.refused}>
      <p>{t([...sentences], said(title))}</p>
      {children}
      <Button size="compact-sm" variant="default" onClick={onAgain}>
        {t("again")}
      </Button>
      <Confirm label={t("drop")} lost={t(`lost.${what}`)} onConfirm={onDrop} forGood />
    </div>
  );
}
