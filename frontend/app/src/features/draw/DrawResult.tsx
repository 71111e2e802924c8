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
    lines: lines.map(({ value, low, high, target, actual }) => ({
      value: valueName(value),
      min: low,
      max: high,
      target,
      actual,
    })),
  }));
}

/** The chances of the whole pool: how low, how high, of how many. */
function useChances({ certificate }: Certificate) {
  const { t, i18n } = useTranslation("draw");
  const say = (times: number) => percent(times / certificate.panel_count, i18n.language);
  const chances = certificate.appearances.filter((times) => times > 0);
  const never = certificate.appearances.length - chances.length;
  return {
    range: t("result.range", {
      low: say(chances.reduce((least, one) => Math.min(least, one), Infinity)),
      high: say(chances.reduce((most, one) => Math.max(most, one), 0)),
      count: chances.length,
    }),
    never: never > 0 ? t("result.never", { count: never }) : null,
  };
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
  const { seed, algorithm, version, pool_hash, pool_size, seats, proved } = data.certificate;
  const facts = [
    { label: t("result.seed"), value: seed },
    { label: t("result.drawn"), value: <When at={data.drawn_at} /> },
    { label: t("result.pool"), value: t("result.poolOf", { count: pool_size, seats }) },
    { label: t("result.chance"), value: chances.range },
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
      <Facts facts={facts} />
      {chances.never && <Text>{chances.never}</Text>}
      <Fold title={t("result.check")}>
        <Facts facts={fine} />
        <Download cohort={cohort} />
      </Fold>
    </Stack>
  );
}
