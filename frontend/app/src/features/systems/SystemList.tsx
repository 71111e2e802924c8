import { Group, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { Confirm } from "@/components/ui/Confirm";
import { Fold } from "@/components/ui/Fold";
import { StatusMark } from "@/components/ui/StatusMark";
import { When } from "@/components/ui/When";
import { afterwards } from "@/lib/afterwards";
import { can } from "@/lib/can";
import { tell } from "@/lib/toasts";
import { SystemSecret } from "./SystemSecret";
import { useRevoke, useRotate } from "./mutations";
import type { System } from "./queries";
import { keyOf, isScope } from "./scopes";
import classes from "./systems.module.css";

function Use({ system }: { system: System }) {
  const { t } = useTranslation("systems");
  return (
    <Text c="dimmed" size="sm">
      {system.last_used_at ? (
        <>
          {t("lastUsed")} <When at={system.last_used_at} />
        </>
      ) : (
        t("neverUsed")
      )}
      {system.old_secret_until && (
        <>
          {" · "}
          {t("oldUntil")} <When at={system.old_secret_until} />
        </>
      )}
    </Text>
  );
}

function OneSystem({ system }: { system: System }) {
  const { t } = useTranslation("systems");
  const rotate = useRotate();
  const revoke = useRevoke();
  const may = system.scopes.filter(isScope);
  return (
    <Stack gap="xs">
      <Group gap="md">
        <Title order={2} size="h4">
          {system.name}
        </Title>
        <StatusMark tone={system.revoked_at ? "stopped" : "done"}>{t(system.revoked_at ? "state.revoked" : "state.active")}</StatusMark>
      </Group>
      <Use system={system} />
      <Fold title={t("mayDo", { count: may.length })}>
        <ul>
          {may.map((scope) => (
            <li key={scope}>
              {t(`scope.${keyOf(scope)}`)} <code>{scope}</code>
            </li>
          ))}
        </ul>
        <Text size="sm" c="dimmed">
          {t("clientId")}: <code>{system.client_id}</code>
        </Text>
      </Fold>
      <FormErrors error={rotate.error ?? revoke.error} />
      {rotate.data ? (
        <SystemSecret made={rotate.data} onStored={rotate.reset} />
      ) : (
        <Group align="flex-start">
          {can(system, "rotate") && (
            <Confirm label={t("rotate.submit")} lost={t("rotate.lost")} busy={rotate.isPending} onConfirm={() => rotate.mutate(system.id)} />
          )}
          {can(system, "revoke") && (
            <Confirm
              forGood
              label={t("revoke.submit")}
              lost={t("revoke.lost", system)}
              busy={revoke.isPending}
              onConfirm={() => afterwards(revoke, system.id, () => tell(t("revoke.done", system)))}
            />
          )}
        </Group>
      )}
    </Stack>
  );
}

/** What calls the API: since when, for what, and when it last did. */
export function SystemList({ systems }: { systems: readonly System[] }) {
  return (
    <ul className={classes.list}>
      {systems.map((system) => (
        <li key={system.id}>
          <OneSystem system={system} />
        </li>
      ))}
    </ul>
  );
}
