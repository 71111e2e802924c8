import { Button, Group, Stack, Title } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { EmptyState } from "@/components/ui/EmptyState";
import type { Me } from "@/lib/me";
import type { Cohort } from "@/lib/queries/cohorts";
import type { Theme } from "@/lib/queries/insights";
import { PageEditor } from "./PageEditor";
import { useCreatePage } from "./mutations";
import { actionsQuery, pagesQuery } from "@/lib/queries/actions";

interface Props {
  cohort: Cohort;
  schools: { id: string; name: string }[];
  themes: readonly Theme[];
  me: Me;
}

/** One page a school: students hear from their own. */
export function Feedback({ cohort, schools, themes, me }: Props) {
  const { t } = useTranslation("actions");
  const { data: pages } = useSuspenseQuery(pagesQuery(cohort.id));
  const { data: items } = useSuspenseQuery(actionsQuery(cohort.id));
  const create = useCreatePage();
  const published = themes.filter(({ status }) => status === "published");
  const own = schools.filter(({ id }) => cohort.school_ids.includes(id));
  const without = own.filter(({ id }) => !pages.some(({ school_id }) => school_id === id));
  const begin = (school_id: string) => {
    const words = { title: t("told.defaultTitle"), intro: null, language: me.language, entries: [] };
    create.mutate({ cohort_id: cohort.id, school_id, ...words });
  };
  return (
    <Stack mt="xl" gap="lg">
      <Title order={2} size="h4">
        {t("told.heading")}
      </Title>
      <FormErrors error={create.error} />
      {published.length === 0 && <EmptyState title={t("told.none.title")}>{t("told.none.text")}</EmptyState>}
      {pages.map((page) => (
        <section key={page.id} aria-label={own.find(({ id }) => id === page.school_id)?.name}>
          <Title order={3} size="h5" mb="sm">
            {own.find(({ id }) => id === page.school_id)?.name}
          </Title>
          <PageEditor page={page} themes={published} items={items} />
        </section>
      ))}
      {published.length > 0 && me.abilities.includes("actions:write") && (
        <Group>
          {without.map(({ id, name }) => (
            <Button key={id} variant="light" loading={create.isPending} onClick={() => begin(id)}>
              {t("told.begin", { school: name })}
            </Button>
          ))}
        </Group>
      )}
    </Stack>
  );
}
