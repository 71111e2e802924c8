import { List, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { exact } from "@/lib/format";
import type { Certificate } from "./queries";

const origins = { true: "given", false: "made", null: "unknown" } as const;

/** Where the chance came from, and whether it was tried before. */
export function Seed({ found }: { found: Certificate }) {
  const { t, i18n } = useTranslation("certificate");
  const { certificate, seed_given, earlier } = found;
  const { seed, panel_number, panel_count } = certificate;
  const when = (at: string) => exact(new Date(at), i18n.language);
  return (
    <>
      <Text>{t(`seed.${origins[`${seed_given}`]}`, { seed })}</Text>
      <Text>{t("seed.picks", { number: panel_number + 1, count: panel_count })}</Text>
      <Text>{t("seed.earlier", { count: earlier.length })}</Text>
      {earlier.length > 0 && (
        <List>
          {earlier.map((one) => (
            <List.Item key={one.started_at}>
              {t(`seed.ended.${one.status as "cancelled"}`, { seed: one.seed, when: when(one.started_at) })}
            </List.Item>
          ))}
        </List>
      )}
    </>
  );
}
