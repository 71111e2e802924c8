import { Button, Group, List, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useCriterionName, useValueName } from "@/components/data/criteria";
import { fieldErrors } from "@/components/form/errors";
import { StatusMark } from "@/components/ui/StatusMark";
import { listed } from "@/lib/format";
import { said } from "@/lib/said";
import { type Quota, feasibilityQuery } from "./queries";
import type { QuotaPlan } from "./useQuotaPlan";

const PAUSE_MS = 400;

function Refused({ error }: { error: Error }) {
  const { t } = useTranslation("draw");
  const faults = Object.values(fieldErrors(error));
  return (
    <Stack gap="xs" role="status">
      <StatusMark tone="warning">{t("feasible.no")}</StatusMark>
      <Text>{faults.length > 0 ? faults.join(" ") : said(error.message)}</Text>
    </Stack>
  );
}

interface Props {
  cohortId: string;
  plan: QuotaPlan;
  schools: { id: string; name: string }[];
}

/** A change of bounds in words: which, from what, to what. */
function useChange({ plan, schools }: Omit<Props, "cohortId">) {
  const { t } = useTranslation("draw");
  const criterion = useCriterionName();
  const value = useValueName(schools);
  const bounds = ({ min, max }: Quota) => t("feasible.bounds", { min, max });
  return (to: Quota) => {
    const from = plan.quotas.find((one) => one.criterion === to.criterion && one.value === to.value) ?? to;
    const what = `${criterion(to.criterion)}: ${value(to.criterion, to.value)}`;
    return t("feasible.change", { what, from: bounds(from), to: bounds(to) });
  };
}

/** Whether some group meets these quotas, asked again with each change; otherwise the least change that would do. */
export function Feasible({ cohortId, plan, schools }: Props) {
  const { t, i18n } = useTranslation("draw");
  const [asked] = useDebouncedValue(plan.plain, PAUSE_MS);
  const check = useQuery(feasibilityQuery(cohortId, asked));
  const change = useChange({ plan, schools });
  // No summary that takes focus here: somebody is typing.
  if (check.error) return <Refused error={check.error} />;
  if (!check.data) return <StatusMark tone="waiting">{t("feasible.checking")}</StatusMark>;
  if (check.data.feasible) return <StatusMark tone="done">{t("feasible.yes")}</StatusMark>;
  return (
    <Stack gap="xs" role="status">
      <StatusMark tone="warning">{t("feasible.no")}</StatusMark>
      <Text>{t("feasible.least", { count: check.data.relaxations.length })}</Text>
      <List listStyleType="none" spacing="xs">
        {check.data.relaxations.map(({ sentence, changes }) => (
          <List.Item key={sentence}>
            <Group gap="sm">
              <span>{listed(changes.map(change), i18n.language)}</span>
              <Button variant="light" size="compact-md" onClick={() => plan.changeAll(changes)}>
                {t("feasible.do")}
              </Button>
            </Group>
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}
