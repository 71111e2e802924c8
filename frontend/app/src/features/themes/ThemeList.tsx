import { Button } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "@/components/ui/ButtonLink";
import { EmptyState } from "@/components/ui/EmptyState";
import type { Ability } from "@/lib/me";
import { codesQuery, codingsQuery, themesQuery } from "@/lib/queries/insights";
import { ThemeCard } from "./ThemeCard";
import { ThemeForm } from "./ThemeForm";
import classes from "./themes.module.css";

const NEW = "new";

interface Props {
  cohortId: string;
  abilities: readonly Ability[];
}

function Nothing({ cohortId, marked }: { cohortId: string; marked: boolean }) {
  const { t } = useTranslation("themes");
  const toResponses = (
    <ButtonLink to="/cohorts/$cohortId/responses" params={{ cohortId }}>
      {t("none.action")}
    </ButtonLink>
  );
  return (
    <EmptyState title={t("none.title")} action={marked ? null : toResponses}>
      {t(marked ? "none.marked" : "none.text")}
    </EmptyState>
  );
}

export function ThemeList({ cohortId, abilities }: Props) {
  const { t } = useTranslation("themes");
  const { data: themes } = useSuspenseQuery(themesQuery(cohortId));
  const { data: codes } = useSuspenseQuery(codesQuery(cohortId));
  const { data: codings } = useSuspenseQuery(codingsQuery(cohortId));
  const [editing, setEditing] = useState<string | null>(null);
  const form = { cohortId, codes, codings, onDone: () => setEditing(null) };
  const may = abilities.includes("insights:write") && codings.length > 0;
  return (
    <>
      {themes.length === 0 && editing === null && <Nothing cohortId={cohortId} marked={codings.length > 0} />}
      {may && editing === null && (
        <Button onClick={() => setEditing(NEW)}>
          {t("create")}
        </Button>
      )}
      {editing === NEW && <ThemeForm {...form} />}
      <ul className={classes.themes}>
        {themes.map((theme) => (
          <li key={theme.id}>
            {editing === theme.id ? (
              <ThemeForm {...form} theme={theme} />
            ) : (
              <ThemeCard
                theme={theme}
                mayAct={abilities.includes("actions:write")}
                onEdit={() => setEditing(theme.id)}
              />
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
