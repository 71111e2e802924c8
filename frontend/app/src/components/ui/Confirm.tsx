import { Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  /** The verb on the button. */
  label: string;
  /** What will be lost, named. */
  lost: string;
  onConfirm: () => void;
  busy?: boolean;
}

/** For the few things that can't be undone; where undo is possible use `tell(text, undo)`. */
export function Confirm({ label, lost, onConfirm, busy = false }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  if (!asking)
    return (
      <Button variant="subtle" color="warn" style={{ justifySelf: "start", alignSelf: "flex-start" }} loading={busy} onClick={() => setAsking(true)}>
        {label}
      </Button>
    );
  const close = (then?: () => void) => {
    setAsking(false);
    then?.();
  };
  return (
    <Stack gap="xs" role="alertdialog" aria-label={label} onKeyDown={(e) => e.key === "Escape" && close()}>
      <Text>{lost}</Text>
      <Group>
        {/* eslint-disable-next-line jsx-a11y/no-autofocus -- the answer to a press just made */}
        <Button color="warn" autoFocus onClick={() => close(onConfirm)}>
          {label}
        </Button>
        <Button variant="default" onClick={() => close()}>
          {t("keep")}
        </Button>
      </Group>
    </Stack>
  );
}
