import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { chance } from "@/lib/format";
import { ChanceChart } from "./ChanceChart";
import { eligible, isOfOtherSchools, strivesFor } from "./chances";
import type { Certificate } from "./queries";

interface Props {
  found: Certificate;
  /** As the reader has it: with single students' chances, for those who may see them. */
  mine: Certificate;
  exact: boolean;
}

/** Each student's chance: the smallest, what could be had at best, and how they lie. */
export function Fairness({ found, mine, exact }: Props) {
  const { t, i18n } = useTranslation("certificate");
  const { min_chance, bound, gap, proved, panel_count } = found.certificate;
  const say = (share: number) => chance(share, i18n.language);
  const turns = eligible(mine.certificate);
  const never = mine.certificate.excluded?.length ?? 0;
  return (
    <>
      <Text>{t(`fair.${strivesFor(found)}`, { count: panel_count })}</Text>
      {min_chance === null || bound === null ? (
        <Text>{t(isOfOtherSchools(found) ? "fair.others" : "fair.few")}</Text>
      ) : (
        <Text>{t("fair.least", { least: say(min_chance), bound: say(bound), gap: say(gap) })}</Text>
      )}
      {proved && <Text>{t("fair.proved", { count: panel_count })}</Text>}
      {exact && never > 0 && <Text>{t("fair.never", { count: never })}</Text>}
      {turns && <ChanceChart turns={turns} panels={panel_count} exact={exact} />}
    </>
  );
}
