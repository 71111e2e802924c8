import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, type Ref } from "react";
import { useTranslation } from "react-i18next";
import { Facts } from "@/components/data/Facts";
import { chance, exact } from "@/lib/format";
import { DownloadPool } from "./DownloadPool";
import classes from "./Drawing.module.css";
import type { Lottery } from "./queries";

interface Props {
  lottery: Lottery;
  heading?: Ref<HTMLHeadingElement>;
  children: ReactNode;
}

/** What people write down before there is a seed: the hash, and what the lottery is worth. */
export function LotteryFacts({ lottery, heading, children }: Props) {
  const { t, i18n } = useTranslation("draw");
  const { panels_hash, panel_count, pool_hash, min_chance, bound, stood_at } = lottery;
  const say = (share: number) => chance(share, i18n.language);
  const least = min_chance !== null && bound !== null && {
    label: t("lottery.least"),
    value: t("lottery.leastOf", { least: say(min_chance), bound: say(bound) }),
  };
  const facts = [
    { label: t("lottery.groups"), value: panel_count.toLocaleString(i18n.language) },
    ...(least ? [least] : []),
    { label: t("lottery.stood"), value: exact(new Date(stood_at), i18n.language) },
    { label: t("lottery.pool"), value: pool_hash },
  ];
  return (
    <Stack maw="46rem" gap="lg">
      <Title order={2} size="h4" ref={heading} tabIndex={-1}>
        {t("lottery.stands")}
      </Title>
      <Text>{t("lottery.write")}</Text>
      <div>
        <Text fw={650}>{t("lottery.hash")}</Text>
        <Text className={classes.hash}>{panels_hash}</Text>
      </div>
      <Facts facts={facts} />
      <Group className="tm-screen" align="flex-start">
        <Button variant="default" onClick={() => window.print()}>
          {t("lottery.print")}
        </Button>
        {lottery.pool_size !== null && <DownloadPool cohortId={lottery.cohort_id} />}
      </Group>
      {typeof children === "string" ? <Text>{children}</Text> : children}
    </Stack>
  );
}
