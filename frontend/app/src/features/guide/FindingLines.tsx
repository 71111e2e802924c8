import { useTranslation } from "react-i18next";
import { StatusMark } from "@/components/ui/StatusMark";
import { said } from "@/lib/said";
import type { Finding } from "./queries";
import classes from "./guide.module.css";

/** What the linter says: the reason, and how to say it otherwise. */
export function FindingLines({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTranslation("guide");
  if (findings.length === 0) return null;
  return (
    <ul className={classes.findings}>
      {findings.map(({ code, severity, reason, hint, span }) => (
        <li key={`${code}-${span.join("-")}`}>
          <StatusMark tone={severity === "error" ? "stopped" : "warning"}>{t(`severity.${severity}`)}</StatusMark>{" "}
          {said(reason)} <span className={classes.hint}>{said(hint)}</span>
        </li>
      ))}
    </ul>
  );
}
