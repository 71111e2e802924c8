import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useWhichSession } from "@/components/data/useWhichSession";
import { StatusMark } from "@/components/ui/StatusMark";
import { type Unsent, countUnsent } from "@/lib/unsent";
import classes from "./Shell.module.css";

function OfSession({ session_id, waiting, refused }: Unsent) {
  const { t } = useTranslation();
  const { said } = useWhichSession(session_id);
  const told = [said, waiting > 0 && t("unsent.waiting", { count: waiting }), refused > 0 && t("unsent.refused", { count: refused })];
  return (
    <li>
      <span>{told.filter(Boolean).join(" · ")}</span>
      {waiting > 0 && (
        <Link to="/sessions/$sessionId/notes" params={{ sessionId: session_id }}>
          {t("unsent.notes")}
        </Link>
      )}
      {refused > 0 && <Link to="/not-taken">{t("unsent.read")}</Link>}
    </li>
  );
}

/** What this person wrote and only this device has: how much, of which session and what to do. Never the words. */
export function NotSent({ unsent }: { unsent: readonly Unsent[] }) {
  const { t } = useTranslation();
  return (
    <div role="status">
      {unsent.length > 0 && (
        <div className={classes.unsent}>
          <StatusMark tone="warning">{t("unsent.title", { count: countUnsent(unsent) })}</StatusMark>
          {unsent.some(({ waiting }) => waiting > 0) && <p>{t("unsent.wait")}</p>}
          {unsent.some(({ refused }) => refused > 0) && <p>{t("unsent.decide")}</p>}
          <ul>
            {unsent.map((one) => (
              <OfSession key={one.session_id} {...one} />
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
