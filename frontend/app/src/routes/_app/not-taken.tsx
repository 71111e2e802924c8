import { Stack } from "@mantine/core";
import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/ui/EmptyState";
import { LoadingState } from "@/components/ui/LoadingState";
import { Page } from "@/components/ui/Page";
import { RefusedEntries } from "@/features/refused/RefusedEntries";
import { useRefused } from "@/lib/refused";

/** Of this device and its writer alone: nothing is asked of the server, which may have closed the session to them. */
export const Route = createFileRoute("/_app/not-taken")({
  staticData: { crumb: "crumb.notTaken" },
  component: NotTakenPage,
});

function NotTakenPage() {
  const { t } = useTranslation("refused");
  const { me } = Route.useRouteContext();
  const entries = useRefused(me.id);
  if (!entries) return <LoadingState />;
  const sessions = [...new Set(entries.map(({ session_id }) => session_id))];
  return (
    <Page title={t("title")} lead={entries.length > 0 && t("lead")}>
      {entries.length === 0 && <EmptyState title={t("none.title")}>{t("none.text")}</EmptyState>}
      <Stack gap="xl">
        {sessions.map((id) => (
          <RefusedEntries key={id} sessionId={id} entries={entries.filter(({ session_id }) => session_id === id)} />
        ))}
      </Stack>
    </Page>
  );
}
