import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { StatusMark } from "@/components/ui/StatusMark";
import { sayMoment } from "@/lib/format";
import { sessionQuery } from "@/lib/queries/sessions";
import { type Unsent, countUnsent } from "@/lib/unsent";
import classes from "./Shell.module.css";

/** Without an answer of the server nobody can say which session it is; the way to it is open all the same. */
function OfSession({ session_id, waiting, refused }: Unsent) {
  const { t, i18n } = useTranslation();
  const { data: session } = useQuery({ ...sessionQuery(session_id), throwOnError: false });
  const when = session && sayMoment(new Date(session.started_at ?? session.starts_at), i18n.language);
  const told = [
    when ? t("unsent.session", { when }) : t("unsent.someSession"),
    waiting > 0 && t("unsent.waiting", { count: waiting }),
    refused > 0 && t("unsent.refused", { count: refused }),
  ];
  return (
    <li>
      <span>{told.filter(Boolean).join(" · ")}</span>
      <Link to="/sessions/$sessionId/notes" params={{ sessionId: session_id }}>
        {t("unsent.notes")}
      </Link>
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
