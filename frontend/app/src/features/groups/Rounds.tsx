import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Icon } from "@/components/ui/Icon";
import type { GroupPlan } from "@/lib/queries/groups";
import classes from "./groups.module.css";

/** From one round of meetings to another; those that are confirmed say so. */
export function Rounds({ plan }: { plan: GroupPlan }) {
  const { t } = useTranslation("groups");
  if (plan.rounds.length === 1) return null;
  return (
    <nav className={classes.rounds} aria-label={t("rounds")}>
      {plan.rounds.map(({ round, status }) => (
        <Link
          key={round}
          to="/cohorts/$cohortId/groups"
          params={{ cohortId: plan.cohort_id }}
          search={{ round }}
          aria-current={round === plan.round ? "page" : undefined}
          resetScroll={false}
        >
          {t("round", { number: round })}
          {status === "confirmed" && (
            <>
              <Icon name="done" size={16} />
              <span className="tm-hidden">{t("roundConfirmed")}</span>
            </>
          )}
        </Link>
      ))}
    </nav>
  );
}
