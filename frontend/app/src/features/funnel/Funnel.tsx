import { Stack, Text, Title, VisuallyHidden } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useCriterionName, useValueName } from "@/components/data/criteria";
import { LoadingState } from "@/components/ui/LoadingState";
import { When } from "@/components/ui/When";
import { count, percent } from "@/lib/format";
import classes from "./Funnel.module.css";
import { type Funnel as Found, type Steps, funnelQuery, steps } from "./queries";
import { leastHeard, share } from "./shares";

type Criterion = Found["criteria"][number];
interface Props {
  cohortId: string;
  schools: { id: string; name: string }[];
}

function Cell({ row, total, step }: { row: Steps; total: Steps; step: keyof Steps }) {
  const { t, i18n } = useTranslation("funnel");
  const [students, part] = [row[step], share(row, total, step)];
  if (students === null) return <td className={classes.few}>{t("few")}</td>;
  if (total[step] === 0) return <td className={classes.few}>{t("nobody")}</td>;
  // A part of a step that is not shown is no part: neither none of it nor all.
  if (part === null) return <td>{count(students, i18n.language)}</td>;
  return (
    <td>
      <span className={classes.figure}>
        {count(students, i18n.language)} <span className={classes.share}>{percent(part, i18n.language)}</span>
      </span>
      <span className={classes.track} aria-hidden="true">
        <span className={classes.bar} style={{ width: `${100 * part}%` }} />
      </span>
    </td>
  );
}

function Whole({ students }: { students: number | null }) {
  const { t, i18n } = useTranslation("funnel");
  if (students === null) return <span className={classes.whole}>{t("few")}</span>;
  if (students === 0) return <span className={classes.whole}>{t("nobody")}</span>;
  return <span className={classes.whole}>{t("of", { said: count(students, i18n.language) })}</span>;
}

function Head({ name, total }: { name: string; total: Steps }) {
  const { t } = useTranslation("funnel");
  return (
    <thead>
      <tr>
        <th scope="col">
          <VisuallyHidden>{name}</VisuallyHidden>
        </th>
        {steps.map((step) => (
          <th scope="col" key={step}>
            {t(`step.${step}`)}
            <Whole students={total[step]} />
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Table({ found, total, schools }: { found: Criterion; total: Steps; schools: Props["schools"] }) {
  const name = useCriterionName()(found.criterion);
  const value = useValueName(schools);
  return (
    <table className={classes.table}>
      <caption>{name}</caption>
      <Head name={name} total={total} />
      <tbody>
        {found.rows.map((row) => (
          <tr key={row.value}>
            <th scope="row">{value(found.criterion, row.value)}</th>
            {steps.map((step) => (
              <Cell key={step} row={row.steps} total={total} step={step} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Least({ found, schools }: { found: Found; schools: Props["schools"] }) {
  const { t, i18n } = useTranslation("funnel");
  const value = useValueName(schools);
  const criterion = useCriterionName();
  const least = leastHeard(found);
  if (!least) return null;
  const what = `${criterion(least.criterion)}: ${value(least.criterion, least.value)}`;
  const [was, is] = [percent(least.was, i18n.language), percent(least.is, i18n.language)];
  return <Text maw="46rem">{t(`least.${least.step as "spoke"}`, { what, was, is })}</Text>;
}

/** It is counted anew each time: the rest of the page doesn't wait for it. */
export function Funnel(props: Props) {
  return (
    <Suspense fallback={<LoadingState />}>
      <Counted {...props} />
    </Suspense>
  );
}

/** Whether those who were heard look like those who could have been: step by step, as shares of each step. */
function Counted({ cohortId, schools }: Props) {
  const { t } = useTranslation("funnel");
  const { data } = useSuspenseQuery(funnelQuery(cohortId));
  return (
    <Stack component="section" mt="xl" aria-labelledby="funnel">
      <Title order={2} size="h4" id="funnel">
        {t("title")}
      </Title>
      <Text c="dimmed" maw="46rem">
        {t("lead")} {t(data.pool_at === null ? "today" : "at")} {data.pool_at && <When at={data.pool_at} />}
      </Text>
      <Least found={data} schools={schools} />
      {data.withheld.length > 0 && <Text maw="46rem">{t("withheld")}</Text>}
      <div className={classes.criteria}>
        {data.criteria.map((found) => (
          <Table key={found.criterion} found={found} total={data.total} schools={schools} />
        ))}
      </div>
    </Stack>
  );
}
