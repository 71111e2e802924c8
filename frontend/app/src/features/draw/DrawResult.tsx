import { Group, Stack, Text, Title } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Facts } from "@/components/data/Facts";
import { QuotaChart, type QuotaGroup } from "@/components/data/QuotaChart";
import { useCriterionName, useValueName } from "@/components/data/criteria";
import { ButtonLink } from "@/components/ui/ButtonLink";
import { Fold } from "@/components/ui/Fold";
import { When } from "@/components/ui/When";
import { chance, percent } from "@/lib/format";
import type { Cohort } from "@/lib/queries/cohorts";
import { DownloadCertificate } from "./DownloadCertificate";
import { DownloadPool } from "./DownloadPool";
import { eligible, isOfOtherSchools, strivesFor } from "./chances";
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
    lines: lines.map((line) => ({ value: valueName(name, line.value), figures: figuresOf(line) })),
  }));
}

function figuresOf({ low, high, target, actual }: Certificate["certificate"]["results"][number]) {
  if (low === null || high === null || target === null || actual === null) return null;
  return { min: low, max: high, target, actual };
}

/** The chances of the whole pool: how low, how high, of how many; the least alone for those who don't draw. */
function useChances({ certificate }: Certificate) {
  const { t, i18n } = useTranslation("draw");
  const { excluded, min_chance, panel_count } = certificate;
  const turns = eligible(certificate);
  if (turns === null) {
    const least = min_chance === null ? t("quota.few", { ns: "common" }) : percent(min_chance, i18n.language);
    return { label: t("result.leastChance"), value: least, never: null };
  }
  const say = (times: number) => percent(times / panel_count, i18n.language);
  const never = excluded?.length ?? 0;
  const value = t("result.range", {
    low: say(turns.reduce((least, one) => Math.min(least, one), Infinity)),
    high: say(turns.reduce((most, one) => Math.max(most, one), 0)),
    count: turns.length,
  });
  return { label: t("result.chance"), value, never: never > 0 ? t("result.never", { count: never }) : null };
}

function usePool(found: Certificate): string {
  const { t } = useTranslation("draw");
  const { pool_size, seats } = found.certificate;
  if (isOfOtherSchools(found)) return t("result.seats", { count: seats });
  return pool_size === null ? t("result.seatsOfFew", { count: seats }) : t("result.poolOf", { count: pool_size, seats });
}

/** Why the draw was fair: what was asked against what came out, each student's chance, the seed. */
export function DrawResult({ cohort, schools }: Props) {
  const { t, i18n } = useTranslation("draw");
  const { data } = useSuspenseQuery(certificateQuery(cohort.id));
  const groups = useGroups(data, schools);
  const chances = useChances(data);
  const pool = usePool(data);
  const others = isOfOtherSchools(data);
  const { seed, algorithm, version, pool_hash, proved, gap, drawn } = data.certificate;
  const facts = [
    { label: t("result.seed"), value: seed },
    { label: t("result.drawn"), value: <When at={data.drawn_at} /> },
    { label: t("result.pool"), value: pool },
    ...(others ? [] : [{ label: chances.label, value: chances.value }]),
    { label: t("result.best"), value: proved ? t("result.proved") : t("result.near", { gap: chance(gap, i18n.language) }) },
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
      <Text maw="46rem">{t(`result.why.${strivesFor(data)}`)}</Text>
      {others ? <Text maw="46rem">{t("result.others")}</Text> : <QuotaChart groups={groups} />}
      {data.withheld.some(({ reason }) => reason === "too_few") && <Text maw="46rem">{t("result.few")}</Text>}
      <Facts facts={facts} />
      {chances.never && <Text>{chances.never}</Text>}
      <Group>
        <ButtonLink variant="default" to="/cohorts/$cohortId/certificate" params={{ cohortId: cohort.id }}>
          {t("result.print")}
        </ButtonLink>
      </Group>
      <Fold title={t("result.check")}>
        <Facts facts={fine} />
        {drawn === null ? (
          <Text maw="46rem">{t("result.planners")}</Text>
        ) : (
          <Stack align="flex-start">
            <DownloadCertificate cohortId={cohort.id} />
            <DownloadPool cohortId={cohort.id} />
          </Stack>
        )}
      </Fold>
    </Stack>
  );
}
