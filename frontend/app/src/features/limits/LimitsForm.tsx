import { Button, Group, Stack, Title } from "@mantine/core";
import type { SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { TextField } from "@/components/form/fields";
import { useFields } from "@/components/form/useFields";
import { afterwards } from "@/lib/afterwards";
import { tell } from "@/lib/toasts";
import { SchoolYearSaid } from "./SchoolYearSaid";
import { useSetLimits } from "./mutations";
import type { Limits, SchoolYear } from "./queries";

interface Props {
  limits: Limits;
  year: SchoolYear;
  timeZone: string;
}

/** How often a student may be taken from class in a school year, and when that year begins. */
export function LimitsForm({ limits, year, timeZone }: Props) {
  const { t } = useTranslation("limits");
  const save = useSetLimits(limits, timeZone);
  const { values, field } = useFields(limits, save.error);
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    afterwards(save, values, () => tell(t("saved")));
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
        <SchoolYearSaid year={year} />
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
