import { Button, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Suspense, lazy, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Confirm } from "@/components/ui/Confirm";
import { Icon } from "@/components/ui/Icon";
import classes from "./Shell.module.css";

const Preferences = lazy(() => import("./LazyPreferences"));

interface Props {
  name: string;
  email: string;
  /** How many entries on this device the server does not have. */
  unsent: number;
  onSignOut: () => void;
}

function SignOut({ unsent, onSignOut }: Pick<Props, "unsent" | "onSignOut">) {
  const { t } = useTranslation();
  if (unsent > 0)
    return (
      <Confirm
        label={t("signOut")}
        lost={t("unsent.signOut", { count: unsent })}
        stay={t("unsent.stay")}
        onConfirm={onSignOut}
        forGood
      />
    );
  return (
    <Button variant="default" leftSection={<Icon name="out" />} onClick={onSignOut}>
      {t("signOut")}
    </Button>
  );
}

/** The browser's own popover: it closes on Escape and outside, and gives focus back. */
export function PersonMenu({ name, email, ...props }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [opened, setOpened] = useState(false);
  const [first, ...rest] = name.split(" ");
  return (
    <>
      <Button variant="subtle" leftSection={<Icon name="people" />} popoverTarget={id}>
        <span>
          {first} <span className={classes.rest}>{rest.join(" ")}</span>
        </span>
      </Button>
      <div id={id} popover="auto"
        onToggle={() => setOpened(true)}
        role="dialog" aria-label={t("menu")} className={classes.menu}>
        <Stack>
          <Text size="sm" c="dimmed">
            {email}
          </Text>
          <Suspense>{opened && <Preferences />}</Suspense>
          <Link to="/settings">{t("nav.settings")}</Link>
          <SignOut {...props} />
        </Stack>
      </div>
    </>
  );
}
