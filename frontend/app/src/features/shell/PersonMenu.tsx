import { Button, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Suspense, lazy, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "@/components/ui/Icon";
import classes from "./Shell.module.css";

const Preferences = lazy(() => import("./LazyPreferences"));

interface Props {
  name: string;
  email: string;
  onSignOut: () => void;
}

/** The browser's own popover: it closes on Escape and outside, and gives focus back. */
export function PersonMenu({ name, email, onSignOut }: Props) {
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
          <Button variant="default" leftSection={<Icon name="out" />} onClick={onSignOut}>
            {t("signOut")}
          </Button>
        </Stack>
      </div>
    </>
  );
}
