import { Stack, Text, Title } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { Facts } from "@/components/data/Facts";
import { exact as exactTime, listed } from "@/lib/format";
import type { Cohort } from "@/lib/queries/cohorts";
import classes from "./Certificate.module.css";
import { DownloadCertificate } from "./DownloadCertificate";
import { DownloadPool } from "./DownloadPool";
import { Fairness } from "./Fairness";
import { QuotaTable } from "./QuotaTable";
import { Seed } from "./Seed";
import { isOfOtherSchools } from "./chances";
import { type Certificate as Found, boardQuery, certificateQuery } from "./queries";

interface Props {
  cohort: Cohort;
  schools: { id: string; name: string }[];
  district: string;
  /** With every count, for the office; otherwise as it may leave the school. */
  everything: boolean;
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Title order={2} size="h4" id={id}>
        {title}
      </Title>
      {children}
    </section>
  );
}

function What({ found, cohort, schools, district }: Omit<Props, "everything"> & { found: Found }) {
  const { t, i18n } = useTranslation("certificate");
  const { seats, pool_size } = found.certificate;
  const heard = schools.filter(({ id }) => cohort.school_ids.includes(id)).map(({ name }) => name);
  const facts = [
    { label: t("what.district"), value: district },
    { label: t("what.purpose"), value: cohort.purpose },
    { label: t("what.schools"), value: listed(heard, i18n.language) },
    { label: t("what.drawn"), value: exactTime(new Date(found.drawn_at), i18n.language) },
    { label: t("what.seats"), value: seats },
    ...(isOfOtherSchools(found) ? [] : [{ label: t("what.pool"), value: pool_size ?? t("quota.few") }]),
  ];
  return (
    <Part title={t("what.title")}>
      <Text>{t("what.lead")}</Text>
      <Facts facts={facts} />
    </Part>
  );
}

function Files({ cohortId }: { cohortId: string }) {
  return (
    <Stack align="flex-start">
      <DownloadCertificate cohortId={cohortId} />
      <DownloadPool cohortId={cohortId} />
    </Stack>
  );
}

function Check({ found, cohortId, whole }: { found: Found; cohortId: string; whole: boolean }) {
  const { t } = useTranslation("certificate");
  const { algorithm, version, pool_hash, panels_hash, panel_count, document_hash } = found.certificate;
  const facts = [
    { label: t("check.algorithm"), value: `${algorithm} ${version}` },
    { label: t("check.pool"), value: pool_hash },
    { label: t("check.panels"), value: panels_hash },
    ...(document_hash ? [{ label: t("check.document"), value: document_hash }] : []),
  ];
  return (
    <Part title={t("check.title")}>
      <Text>{t("check.lead", { count: panel_count })}</Text>
      <pre className={classes.command}>tellmore verify-draw certificate.json</pre>
      <Text>{t("check.what")}</Text>
      <Text>{t("check.withPool")}</Text>
      <pre className={classes.command}>tellmore verify-draw certificate.json --pool pool.json</pre>
      <div className="tm-screen">{whole ? <Files cohortId={cohortId} /> : <Text>{t("check.ask")}</Text>}</div>
      <Facts facts={facts} />
    </Part>
  );
}

function Quotas({ found, schools }: Pick<Props, "schools"> & { found: Found }) {
  const { t } = useTranslation("certificate");
  const { results } = found.certificate;
  if (results.length === 0) return <Text>{t("quota.none")}</Text>;
  if (isOfOtherSchools(found)) return <Text>{t("quota.others")}</Text>;
  return (
    <>
      <Text>{t("quota.lead")}</Text>
      <QuotaTable results={results} schools={schools} />
      {found.withheld.some(({ reason }) => reason === "too_few") && <Text>{t("quota.withheld")}</Text>}
    </>
  );
}

/** A draw on paper: what was drawn, why it is fair, and how anybody runs it again. */
export function Certificate({ cohort, schools, district, everything }: Props) {
  const { t } = useTranslation("certificate");
  const { data: mine } = useSuspenseQuery(certificateQuery(cohort.id));
  const { data: board } = useSuspenseQuery(boardQuery(cohort.id));
  const whole = mine.certificate.drawn !== null;
  const exact = everything && whole;
  const found = exact ? mine : board;
  return (
    <article className={classes.sheet}>
      <What {...{ found, cohort, schools, district }} />
      <Part title={t("fair.title")}>
        <Fairness found={found} mine={mine} exact={exact} />
      </Part>
      <Part title={t("quota.title")}>
        <Quotas found={found} schools={schools} />
      </Part>
      <Part title={t("seed.title")}>
        <Seed found={found} />
      </Part>
      <Check found={found} cohortId={cohort.id} whole={whole} />
    </article>
  );
}
