import { Button, Group, Stack, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  /** The verb on the button. */
  label: string;
  /** What will be lost, named. */
  lost: string;
  onConfirm: () => void;
  /** The way back, where nothing is kept by it. */
  stay?: string;
  busy?: boolean;
  /** Nothing brings it back: a key that is held down must not answer the question it has asked. */
  forGood?: boolean;
}

/** For the few things that can't be undone; where undo is possible use `tell(text, undo)`. */
export function Confirm({ label, lost, onConfirm, stay, busy = false, forGood = false }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const kept = useRef(false);
  useEffect(() => {
    if (!asking && kept.current) opener.current?.focus();
    kept.current = false;
  }, [asking]);
  if (!asking)
    return (
      <Button ref={opener} variant="subtle" color="warn" style={{ justifySelf: "start", alignSelf: "flex-start" }} loading={busy} onClick={() => setAsking(true)}>
        {label}
      </Button>
    );
  const keep = () => {
    kept.current = true;
    setAsking(false);
  };
  const go = () => {
    setAsking(false);
    onConfirm();
  };
  return (
    <Stack gap="xs" role="alertdialog" aria-label={label} onKeyDown={(e) => e.key === "Escape" && keep()}>
      <Text>{lost}</Text>
      <Group>
        {/* eslint-disable-next-line jsx-a11y/no-autofocus -- the answer to a press just made */}
        <Button color="warn" autoFocus={!forGood} onClick={go}>
          {label}
        </Button>
        {/* eslint-disable-next-line jsx-a11y/no-autofocus -- as above */}
        <Button variant="default" autoFocus={forGood} onClick={keep}>
          {stay ?? t("keep")}
        </Button>
      </Group>
    </Stack>
  );
}
