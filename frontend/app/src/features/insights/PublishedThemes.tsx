import { Text, Title } from "@mantine/core";
import type { Schemas } from "@tellmore/client";
import { useTranslation } from "react-i18next";
import { When } from "@/components/ui/When";
import classes from "./insights.module.css";

type Published = Schemas["PublishedThemeRead"];

interface Props {
  themes: readonly Published[];
  cohorts: ReadonlyMap<string, string>;
}

/** What students said, as it may be known: no excerpt, and counts only where they are large enough. */
export function PublishedThemes({ themes, cohorts }: Props) {
  const { t } = useTranslation("insights");
  return (
    <ul className={classes.themes}>
      {themes.map((theme) => (
        <li key={theme.id}>
          <Title order={2} size="h4">
            {theme.title}
          </Title>
          <Text>{theme.description}</Text>
          {theme.causes.map((cause) => (
            <Text key={cause}>
              <strong>{t("because")}</strong> {cause}
            </Text>
          ))}
          {theme.cause_unknown && <Text>{t("causeUnknown")}</Text>}
          <Text size="sm" c="dimmed">
            {theme.students === null ? t("few") : t("students", { count: theme.students })} ·{" "}
            {cohorts.has(theme.cohort_id) && `${cohorts.get(theme.cohort_id) ?? ""} · `}
            <When at={theme.published_at} />
          </Text>
        </li>
      ))}
    </ul>
  );
}
