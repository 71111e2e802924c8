import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/ui/EmptyState";
import classes from "./Needs.module.css";
import type { Need } from "./useNeeds";

/** What waits for this person, the nearest first; never a wall of numbers. */
export function Needs({ needs }: { needs: Need[] }) {
  const { t } = useTranslation("home");
  if (needs.length === 0) return <EmptyState title={t("nothing.title")}>{t("nothing.text")}</EmptyState>;
  return (
    <ul className={classes.needs}>
      {needs.map(({ id, text, detail, action, path }) => (
        <li key={id}>
          <div>
            <p>{text}</p>
            {detail && <p className={classes.detail}>{detail}</p>}
          </div>
          <Button component={Link} to={path} variant="light">
            {action}
          </Button>
        </li>
      ))}
    </ul>
  );
}
