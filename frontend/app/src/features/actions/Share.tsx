import { Button, Group, Stack, Text } from "@mantine/core";
import type { Schemas } from "@tellmore/client";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import type { FeedbackPage } from "@/lib/queries/actions";
import { tell } from "@/lib/toasts";
import classes from "./actions.module.css";
import { useShareLink } from "./mutations";

/** Inline SVG lacks the namespace that an image of its own needs. */
const standalone = (svg: string) =>
  svg.includes("xmlns=") ? svg : svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"');

function Made({ link }: { link: Schemas["LinkCreated"] }) {
  const { t } = useTranslation("actions");
  const copy = async () => {
    await navigator.clipboard.writeText(link.url);
    tell(t("share.copied"));
  };
  return (
    <div role="status">
      <Text size="sm">{t("share.once")}</Text>
      <p className={classes.link}>{link.url}</p>
      <Group align="flex-end">
        <img
          className={classes.qr}
          alt={t("share.qr")}
          src={`data:image/svg+xml;utf8,${encodeURIComponent(standalone(link.qr_svg))}`}
        />
        <Button variant="default" onClick={() => void copy()}>
          {t("share.copy")}
        </Button>
      </Group>
    </div>
  );
}

/** A link that all may share: shown once, to copy or to put on the wall. */
export function Share({ page }: { page: FeedbackPage }) {
  const { t } = useTranslation("actions");
  const share = useShareLink(page);
  const link = share.data?.links[0];
  return (
    <Stack gap="sm">
      <FormErrors error={share.error} />
      <Group>
        <Button variant="light" loading={share.isPending} onClick={() => share.mutate()}>
          {t("share.submit")}
        </Button>
      </Group>
      {link && <Made link={link} />}
    </Stack>
  );
}
