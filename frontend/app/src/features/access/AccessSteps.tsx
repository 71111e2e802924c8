import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { Confirm } from "@/components/ui/Confirm";
import { afterwards } from "@/lib/afterwards";
import { can } from "@/lib/can";
import { tell } from "@/lib/toasts";
import type { User } from "@/lib/queries/users";
import { SignInLink } from "./SignInLink";
import { useAccess, useSignInLink, useUnlock } from "./mutations";

function Ways({ user, link }: { user: User; link: ReturnType<typeof useSignInLink> }) {
  const { t } = useTranslation("access");
  const make = () => link.mutate(user.id);
  if (!can(user, "make_sign_in_link")) return null;
  if (user.sign_in_set_up)
    return <Confirm label={t("reset.submit")} lost={t("reset.lost", user)} busy={link.isPending} onConfirm={make} />;
  return (
    <Button variant="light" loading={link.isPending} onClick={make}>
      {t("link.again")}
    </Button>
  );
}

/** Whether and how somebody gets in: link, lock, end. */
export function AccessSteps({ user }: { user: User }) {
  const { t } = useTranslation("access");
  const link = useSignInLink();
  const unlock = useUnlock();
  const access = useAccess();
  const back = () => afterwards(access, { id: user.id, status: "active" }, () => tell(t("back.done", user)));
  const end = () =>
    afterwards(access, { id: user.id, status: "deactivated" }, () => tell(t("end.done", user), back));
  return (
    <Stack component="section" gap="sm" mt="xl" aria-labelledby="access-steps">
      <Title order={2} size="h4" id="access-steps">
        {t("steps.title")}
      </Title>
      <FormErrors error={link.error ?? unlock.error ?? access.error} />
      {link.data && <SignInLink name={user.name} link={link.data} onStored={link.reset} />}
      <Text c="dimmed">{t(user.can.length > 2 ? "steps.text" : "steps.own")}</Text>
      <Group align="flex-start">
        {!link.data && <Ways user={user} link={link} />}
        {can(user, "unlock") && (
          <Button variant="light" loading={unlock.isPending} onClick={() => afterwards(unlock, user.id, () => tell(t("unlock.done")))}>
            {t("unlock.submit")}
          </Button>
        )}
        {can(user, "end_access") && (
          <Button variant="subtle" color="warn" loading={access.isPending} onClick={end}>
            {t("end.submit")}
          </Button>
        )}
        {can(user, "give_back_access") && (
          <Button variant="light" loading={access.isPending} onClick={back}>
            {t("back.submit")}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
