import { Button, Stack, Text, Title } from "@mantine/core";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { ok } from "@tellmore/client";
import { useTranslation } from "react-i18next";
import { Facts } from "@/components/data/Facts";
import { QuotaChart, type QuotaGroup } from "@/components/data/QuotaChart";
import { useCriterionName, useValueName } from "@/components/data/criteria";
import { Fold } from "@/components/ui/Fold";
import { Icon } from "@/components/ui/Icon";
import { When } from "@/components/ui/When";
import { api } from "@/lib/api";
import { saveAs } from "@/lib/download";
import { percent } from "@/lib/format";
import type { Cohort } from "@/lib/queries/cohorts";
import { type Certificate, certificateQuery } from "./queries";

interface Props {
  cohort: Cohort;
  schools: { id: string; name: string }[];
}

function useGroups({ certificate }: Certificate, schools: Props["schools"]): QuotaGroup[] {
  const criterion = useCriterionName();
  const valueName = useValueName(schools);
  const groups = Map.groupBy(certificate.results, (line) => line.criterion);
  return [...groups].map(([name, lines]) => ({
    criterion: criterion(name),
    lines: lines.map((line) => ({ value: valueName(line.value), figures: figuresOf(line) })),
  }));
}

function figuresOf({ low, high, target, actual }: Certificate["certificate"]["results"][number]) {
  if (low === null || high === null || target === null || actual === null) return null;
  return { min: low, max: high, target, actual };
}

/** The chances of the whole pool: how low, how high, of how many; the least alone for those who don't draw. */
function useChances({ certificate }: Certificate) {
  const { t, i18n } = useTranslation("draw");
  const { appearances, min_chance, panel_count } = certificate;
  if (appearances === null) {
    const least = min_chance === null ? t("quota.few", { ns: "common" }) : percent(min_chance, i18n.language);
    return { label: t("result.leastChance"), value: least, never: null };
  }
  const say = (times: number) => percent(times / panel_count, i18n.language);
  const chances = appearances.filter((times) => times > 0);
  const never = appearances.length - chances.length;
  const value = t("result.range", {
    low: say(chances.reduce((least, one) => Math.min(least, one), Infinity)),
    high: say(chances.reduce((most, one) => Math.max(most, one), 0)),
    count: chances.length,
  });
  return { label: t("result.chance"), value, never: never > 0 ? t("result.never", { count: never }) : null };
}

function usePool({ certificate: { pool_size, seats } }: Certificate): string {
  const { t } = useTranslation("draw");
  return pool_size === null ? t("result.seatsOfFew", { count: seats }) : t("result.poolOf", { count: pool_size, seats });
}

function Download({ cohort }: { cohort: Cohort }) {
  const { t } = useTranslation("draw");
  const fetchAll = useMutation({
    mutationFn: () => {
      const params = { path: { cohort_id: cohort.id }, query: { panels: true } };
      return ok(api.GET("/v1/cohorts/{cohort_id}/certificate", { params }));
    },
    onSuccess: (all) => saveAs(`certificate-${cohort.id}.json`, JSON.stringify(all, null, 2)),
  });
  return (
    <Button
      variant="default"
      leftSection={<Icon name="download" />}
      loading={fetchAll.isPending}
      onClick={() => fetchAll.mutate()}
    >
      {t("result.download")}
    </Button>
  );
}

/** Why the draw was fair: what was asked against what came out, each student's chance, the seed. */
export function DrawResult({ cohort, schools }: Props) {
  const { t } = useTranslation("draw");
  const { data } = useSuspenseQuery(certificateQuery(cohort.id));
  const groups = useGroups(data, schools);
  const chances = useChances(data);
  const pool = usePool(data);
  const { seed, algorithm, version, pool_hash, proved, drawn } = data.certificate;
  const facts = [
    { label: t("result.seed"), value: seed },
    { label: t("result.drawn"), value: <When at={data.drawn_at} /> },
    { label: t("result.pool"), value: pool },
    { label: chances.label, value: chances.value },
    { label: t("result.best"), value: t(proved ? "result.proved" : "result.near") },
  ];
  const fine = [
    { label: t("result.algorithm"), value: `${algorithm} ${version}` },
    { label: t("result.hash"), value: pool_hash },
  ];
  return (
    <Stack gap="lg" align="stretch">
      <Title order={2} size="h4">
        {t("result.title")}
      </Title>
      <Text maw="46rem">{t("result.why")}</Text>
      <QuotaChart groups={groups} />
      {data.withheld.some(({ reason }) => reason === "too_few") && <Text maw="46rem">{t("result.few")}</Text>}
      <Facts facts={facts} />
      {chances.never && <Text>{chances.never}</Text>}
      <Fold title={t("result.check")}>
        <Facts facts={fine} />
        {drawn === null ? <Text maw="46rem">{t("result.planners")}</Text> : <Download cohort={cohort} />}
      </Fold>
    </Stack>
  );
}
