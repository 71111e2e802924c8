import { Button, Group, List, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { fieldErrors } from "@/components/form/errors";
import { StatusMark } from "@/components/ui/StatusMark";
import { feasibilityQuery } from "./queries";
import type { QuotaPlan } from "./useQuotaPlan";

const PAUSE_MS = 400;

function Refused({ error }: { error: Error }) {
  const { t } = useTranslation("draw");
  const said = Object.values(fieldErrors(error));
  return (
    <Stack gap="xs" role="status">
      <StatusMark tone="warning">{t("feasible.no")}</StatusMark>
      <Text>{said.length > 0 ? said.join(" ") : error.message}</Text>
    </Stack>
  );
}

/** Whether some group meets these quotas, asked again with each change; otherwise the least change that would do. */
export function Feasible({ cohortId, plan }: { cohortId: string; plan: QuotaPlan }) {
  const { t } = useTranslation("draw");
  const [asked] = useDebouncedValue(plan.plain, PAUSE_MS);
  const check = useQuery({ ...feasibilityQuery(cohortId, asked), placeholderData: keepPreviousData });
  // No summary that takes focus here: somebody is typing.
  if (check.error) return <Refused error={check.error} />;
  if (!check.data) return <StatusMark tone="waiting">{t("feasible.checking")}</StatusMark>;
  if (check.data.feasible) return <StatusMark tone="done">{t("feasible.yes")}</StatusMark>;
  return (
    <Stack gap="xs" role="status">
      <StatusMark tone="warning">{t("feasible.no")}</StatusMark>
      <Text>{check.data.detail}</Text>
      <List listStyleType="none" spacing="xs">
        {check.data.relaxations.map(({ sentence, changes }) => (
          <List.Item key={sentence}>
            <Group gap="sm">
              <span>{sentence}</span>
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
