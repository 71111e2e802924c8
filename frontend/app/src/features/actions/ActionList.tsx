import { Button, Title } from "@mantine/core";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/ui/EmptyState";
import type { Me } from "@/lib/me";
import type { Theme } from "@/lib/queries/insights";
import { ActionCard } from "./ActionCard";
import { ActionForm } from "./ActionForm";
import classes from "./actions.module.css";
import { actionsQuery } from "@/lib/queries/actions";
import { cohortsQuery } from "@/lib/queries/cohorts";
import { usersQuery } from "@/lib/queries/users";

interface Props {
  cohortId: string;
  themes: readonly Theme[];
  /** Where one comes from a theme: the form is open for it. */
  themeId: string | undefined;
  me: Me;
}

/** What is being done about the themes. */
export function ActionList({ cohortId, themes, themeId, me }: Props) {
  const { t } = useTranslation("actions");
  const { data: items } = useSuspenseQuery(actionsQuery(cohortId));
  const { data: people = [] } = useQuery({ ...usersQuery, enabled: me.abilities.includes("users:read") });
  const { data: cohorts = [] } = useQuery({ ...cohortsQuery(), enabled: me.abilities.includes("cohorts:read") });
  const [making, setMaking] = useState(themeId !== undefined);
  const first = themeId ?? themes[0]?.id;
  const may = me.abilities.includes("actions:write") && first !== undefined;
  const names = new Map([[me.id, me.name], ...people.map(({ id, name }) => [id, name] as const)]);
  const titles = new Map(themes.map(({ id, title }) => [id, title]));
  return (
    <section>
      <Title order={2} size="h4" mb="sm">
        {t("items")}
      </Title>
      {may && !making && <Button onClick={() => setMaking(true)}>{t("create")}</Button>}
      {may && making && <ActionForm {...{ cohortId, themes, themeId: first, me, onDone: () => setMaking(false) }} />}
      {items.length === 0 && !making && (
        <EmptyState title={t("none.title")}>{t(first === undefined ? "none.noTheme" : "none.text")}</EmptyState>
      )}
      <ul className={classes.items}>
        {items.map((item) => (
          <li key={item.id}>
            <ActionCard
              {...{ item, me }}
              theme={titles.get(item.theme_id)}
              owner={names.get(item.owner_id)}
              followUp={cohorts.find(({ id }) => id === item.follow_up_cohort_id)?.name}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
