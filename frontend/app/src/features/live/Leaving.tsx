import { Button, Group, Stack, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/ui/Dialog";
import { useSignedOut } from "@/lib/signedOut";

/** Whoever leaves with words that only this device has is told so, once. */
export function Leaving({ waiting }: { waiting: number }) {
  const { t } = useTranslation();
  const out = useSignedOut();
  // Whoever signs in where another was signed out can't be held on a page that they don't see.
  const shouldBlockFn = () => waiting > 0 && !out;
  const leaving = useBlocker({ shouldBlockFn, enableBeforeUnload: false, withResolver: true });
  if (leaving.status !== "blocked") return null;
  return (
    <Dialog label={t("unsent.leaveTitle")} onClose={leaving.reset}>
      <Stack>
        <Text fw={600}>{t("unsent.title", { count: waiting })}</Text>
        <Text>{t("unsent.leave")}</Text>
        <Group>
          <Button onClick={leaving.reset}>{t("unsent.stayHere")}</Button>
          <Button variant="default" onClick={leaving.proceed}>
            {t("unsent.leaveSure")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
