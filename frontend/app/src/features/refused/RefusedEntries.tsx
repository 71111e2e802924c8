import { Group, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { NotTaken } from "@/components/data/NotTaken";
import { useWhichSession } from "@/components/data/useWhichSession";
import { CopyButton } from "@/components/ui/CopyButton";
import { When } from "@/components/ui/When";
import { can } from "@/lib/can";
import { again, drop } from "@/lib/outbox";
import type { RefusedEntry } from "@/lib/refused";
import { tell } from "@/lib/toasts";
import classes from "./refused.module.css";
import { useSaid } from "./useSaid";

/** What was decided takes its row away, and the button in it: the page is the next place to be. */
async function decided(deed: Promise<void>, words: string): Promise<void> {
  await deed;
  document.getElementById("page")?.focus({ preventScroll: true });
  tell(words);
}

function Entry({ entry }: { entry: RefusedEntry }) {
  const { t } = useTranslation("refused");
  const { who, words, copy } = useSaid();
  const { n, at, what, why } = entry;
  return (
    <li>
      <p>
        <b>{who(entry)}</b>{" "}
        <Text span c="dimmed">
          {at && <When at={at} />}
        </Text>
      </p>
      {what !== "create" && <p>{t(`what.${what}`)}</p>}
      {what !== "strike" && <p className={classes.words}>{words(entry)}</p>}
      <NotTaken
        {...{ why, what }}
        onAgain={() => void decided(again(n), t("sentAgain"))}
        onDrop={() => void decided(drop(n), t("dropped"))}
      >
        <CopyButton size="compact-sm" text={copy(entry)} />
      </NotTaken>
    </li>
  );
}

/** What one session's writer has left on this device. The session itself may be closed to them. */
export function RefusedEntries({ sessionId, entries }: { sessionId: string; entries: readonly RefusedEntry[] }) {
  const { t } = useTranslation(["refused", "common"]);
  const { session, said } = useWhichSession(sessionId);
  const { copy } = useSaid();
  return (
    <Stack component="section" aria-label={said} gap="md">
      <Group gap="sm">
        <Title order={2} size="h4">
          {said}
        </Title>
        {entries.length > 1 && (
          <CopyButton size="compact-sm" text={[said, ...entries.map(copy)].join("\n\n")}>
            {t("copyAll")}
          </CopyButton>
        )}
        {session && can(session, "follow") && (
          <Link to="/sessions/$sessionId/notes" params={{ sessionId }}>
            {t("common:unsent.notes")}
          </Link>
        )}
      </Group>
      <ul className={classes.entries}>
        {entries.map((entry) => (
          <Entry key={entry.n} entry={entry} />
        ))}
      </ul>
    </Stack>
  );
}
