import { Button, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { afterwards } from "@/lib/afterwards";
import { can } from "@/lib/can";
import { tell } from "@/lib/toasts";
import { useApply, useApprove } from "./mutations";
import type { RosterImport } from "./queries";

/** Apply, or agree first when so many students would go that the file is more likely wrong than they. */
export function ImportSteps({ roster }: { roster: RosterImport }) {
  const { t } = useTranslation("people");
  const apply = useApply(roster.id, t("apply.working"));
  const approve = useApprove(roster.id, t("approve.working"));
  const gone = roster.changes?.students.deactivate ?? 0;
  const said = { count: gone, of: roster.active_students_before };
  return (
    <Stack mb="lg">
      <FormErrors error={apply.error ?? approve.error} />
      <Text>{t(`importSays.${roster.status}`, said)}</Text>
      <Group>
        {can(roster, "approve") && (
          <Button color="warn" loading={approve.isPending} onClick={() => approve.mutate()}>
            {t("approve.submit", said)}
          </Button>
        )}
        {can(roster, "apply") && (
          <Button
            loading={apply.isPending}
            onClick={() => afterwards(apply, undefined, () => tell(t("apply.done")))}
          >
            {t("apply.submit")}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
