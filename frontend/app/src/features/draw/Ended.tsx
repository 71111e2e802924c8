import { Text } from "@mantine/core";
import { ProblemError } from "@tellmore/client";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { StatusMark } from "@/components/ui/StatusMark";
import { useProblemWords } from "@/components/ui/problem";
import classes from "./Drawing.module.css";
import type { DrawSolve } from "./queries";

function Refusal({ problem }: { problem: NonNullable<DrawSolve["problem"]> }) {
  const given = { type: "about:blank", title: "", status: 409, ...problem };
  const { title, detail } = useProblemWords(new ProblemError(given));
  return (
    <>
      <StatusMark tone="warning">{title}</StatusMark>
      {detail && <Text>{detail}</Text>}
    </>
  );
}

interface Props {
  solve: DrawSolve;
  /** It ended before the reader's eyes: what they looked at is gone, so this takes focus. */
  now: boolean;
}

/** Why the latest draw came to nothing; done is a lottery that was thrown away. */
export function Ended({ solve, now }: Props) {
  const { t } = useTranslation("draw");
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (now) box.current?.focus();
  }, [now]);
  return (
    <div ref={box} role="status" tabIndex={-1} className={classes.note}>
      {solve.status === "refused" && solve.problem && <Refusal problem={solve.problem} />}
      {solve.status === "cancelled" && <StatusMark tone="stopped">{t("solve.cancelled")}</StatusMark>}
      {solve.status === "done" && <StatusMark tone="stopped">{t("lottery.thrownAway")}</StatusMark>}
      {solve.status === "failed" && <StatusMark tone="warning">{t("solve.failed")}</StatusMark>}
    </div>
  );
}
