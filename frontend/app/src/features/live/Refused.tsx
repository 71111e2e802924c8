import { Button } from "@mantine/core";
import { ProblemError } from "@tellmore/client";
import { useTranslation } from "react-i18next";
import { listed } from "@/lib/format";
import { said } from "@/lib/said";
import type { Seat } from "./queries";
import classes from "./live.module.css";

interface Props {
  error: Error;
  seats: readonly Seat[];
  onRead: () => void;
}

function useSentence(): (error: Error, seats: readonly Seat[]) => string {
  const { t, i18n } = useTranslation("live");
  return (error, seats) => {
    if (!(error instanceof ProblemError)) return t("refusal.network");
    const ids = error.problem["member_ids"];
    const names = seats.filter((seat) => Array.isArray(ids) && ids.includes(seat.member_id));
    const who = listed(names.map(({ pseudonym }) => pseudonym), i18n.language);
    const key = `refusal.${error.slug}`;
    if (i18n.exists(`live:${key}`)) return t(key as "refusal.assent-missing", { who });
    const { title, detail } = error.problem;
    return [...new Set([title, detail ?? title])].map(said).join(". ");
  };
}

/** What was refused and why, above the foot, until it is read or done. */
export function Refused({ error, seats, onRead }: Props) {
  const { t } = useTranslation("live");
  const sentence = useSentence();
  return (
    <div role="alert" className={classes.refused}>
      <p>{sentence(error, seats)}</p>
      <Button variant="default" size="compact-md" onClick={onRead}>
        {t("read")}
      </Button>
    </div>
  );
}
