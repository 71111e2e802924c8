import { Button, Group, Stack, Text, Title } from "@mantine/core";
import type { SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { TextField } from "@/components/form/fields";
import { useFields } from "@/components/form/useFields";
import { tell } from "@/lib/toasts";
import { useSetLimits } from "./mutations";
import type { Limits, SchoolYear } from "./queries";

interface Props {
  limits: Limits;
  year: SchoolYear;
  timeZone: string;
}

/** A day of the calendar, whatever zone it is read in. */
function fullDay(day: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));
}

function Year({ year }: Pick<Props, "year">) {
  const { t, i18n } = useTranslation("limits");
  const { starts_on, source } = year;
  if (!starts_on || !source) return <Text maw="44rem">{t("year.unknown")}</Text>;
  return <Text maw="44rem">{t(`year.${source}`, { day: fullDay(starts_on, i18n.language) })}</Text>;
}

/** How often a student may be taken from class in a school year, and when that year begins. */
export function LimitsForm({ limits, year, timeZone }: Props) {
  const { t } = useTranslation("limits");
  const save = useSetLimits(limits, timeZone);
  const { values, field } = useFields(limits, save.error);
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    save.mutate(values, { onSuccess: () => tell(t("saved")) });
  };
  const number = { type: "number", inputMode: "numeric" } as const;
  return (
    <form onSubmit={send} noValidate>
      <Stack>
        <FormErrors error={save.error} />
        <TextField {...field("rounds")} {...number} label={t("rounds")} help={t("roundsHelp")} />
        <TextField {...field("minutes")} {...number} label={t("minutes")} help={t("minutesHelp")} />
        <Title order={2} size="h4" mt="md">
          {t("year.title")}
        </Title>
        <Year year={year} />
        <TextField {...field("first_day")} label={t("firstDay")} help={t("firstDayHelp")} placeholder="08-15" maxLength={5} />
        <Group>
          <Button type="submit" size="md" loading={save.isPending}>
            {t("save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
