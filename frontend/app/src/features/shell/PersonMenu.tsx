import { Button, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "@/components/ui/Icon";
import { Preferences } from "./Preferences";
import classes from "./Shell.module.css";

interface Props {
  name: string;
  email: string;
  onSignOut: () => void;
}

/** The browser's own popover: it closes on Escape and outside, and gives focus back. */
export function PersonMenu({ name, email, onSignOut }: Props) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <>
      <Button variant="subtle" leftSection={<Icon name="people" />} popoverTarget={id}>
        {name}
      </Button>
      <div id={id} popover="auto" role="dialog" aria-label={t("menu")} className={classes.menu}>
        <Stack>
          <Text size="sm" c="dimmed">
            {email}
          </Text>
          <Preferences />
          <Link to="/settings">{t("nav.settings")}</Link>
          <Button variant="default" leftSection={<Icon name="out" />} onClick={onSignOut}>
            {t("signOut")}
          </Button>
        </Stack>
      </div>
    </>
  );
}
