import { Button, Stack, Text, Title } from "@mantine/core";
import { type SyntheticEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { TextField } from "@/components/form/fields";
import { Confirm } from "@/components/ui/Confirm";
import { afterwards } from "@/lib/afterwards";
import type { Cohort } from "@/lib/queries/cohorts";
import { tell } from "@/lib/toasts";
import { LotteryFacts } from "./LotteryFacts";
import { useGiveSeed, useThrowAway } from "./mutations";
import type { Lottery } from "./queries";

interface Props {
  cohort: Cohort;
  lottery: Lottery;
  /** It was worked out before the reader's eyes: what they looked at is gone, so this takes focus. */
  now: boolean;
  onThrownAway: () => void;
}

function SeedForm({ cohort, lottery, onThrownAway }: Omit<Props, "now">) {
  const { t } = useTranslation("draw");
  const [seed, setSeed] = useState("");
  const give = useGiveSeed(cohort, lottery);
  const throwAway = useThrowAway(cohort, lottery);
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    afterwards(give, seed, () => tell(t("solve.told", { count: cohort.size })));
  };
  return (
    <form onSubmit={send} className="tm-screen">
      <Stack align="flex-start">
        <Title order={3} size="h5">
          {t("lottery.then")}
        </Title>
        <FormErrors error={give.error ?? throwAway.error} />
        <TextField
          name="seed"
          label={t("lottery.seed")}
          help={t("lottery.seedHelp")}
          value={seed}
          onChange={setSeed}
          maxLength={200}
          required
        />
        <Text>{t("draw.once")}</Text>
        <Button type="submit" size="md" loading={give.isPending}>
          {t("draw.submit", { count: cohort.size })}
        </Button>
        <Text c="dimmed">{t("lottery.plan")}</Text>
        <Confirm
          label={t("lottery.throwAway")}
          lost={t("lottery.throwAwayLost")}
          busy={throwAway.isPending}
          onConfirm={() => afterwards(throwAway, undefined, onThrownAway)}
        />
      </Stack>
    </form>
  );
}

/** The second of two steps: the hash is written down, then the seed picks the group. */
export function LotteryStands({ now, ...rest }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (now) heading.current?.focus();
  }, [now]);
  return (
    <LotteryFacts lottery={rest.lottery} heading={heading}>
      <SeedForm {...rest} />
    </LotteryFacts>
  );
}
