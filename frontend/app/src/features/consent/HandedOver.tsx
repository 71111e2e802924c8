import { Button, Group, Text, TextInput } from "@mantine/core";
import type { Schemas } from "@tellmore/client";
import { useTranslation } from "react-i18next";
import { QrCode } from "@/components/ui/QrCode";
import { When } from "@/components/ui/When";
import { tell } from "@/lib/toasts";
import classes from "./consent.module.css";

/** A link to hand over: to copy, or to be read by the family's phone. Shown once. */
export function HandedOver({ link }: { link: Schemas["tellmore__consent__schemas__LinkRead"] }) {
  const { t } = useTranslation("consent");
  const copy = async () => {
    await navigator.clipboard.writeText(link.url);
    tell(t("request.copied"));
  };
  return (
    <div className={classes.link}>
      <QrCode svg={link.qr_svg} label={t("request.code")} />
      <div>
        <Group align="flex-end" gap="xs">
          <TextInput readOnly label={t("request.link")} value={link.url} onFocus={(event) => event.target.select()} />
          <Button variant="default" onClick={() => void copy()}>
            {t("request.copy")}
          </Button>
        </Group>
        <Text size="sm" c="dimmed" mt="xs">
          {t("request.once")} <When at={link.expires_at} />
        </Text>
      </div>
    </div>
  );
}
