import { Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { StatusMark } from "@/components/ui/StatusMark";
import { can } from "@/lib/can";
import type { Session } from "@/lib/queries/sessions";
import type { Guide } from "./queries";
import classes from "./live.module.css";

interface Props {
  session: Session;
  guide: Guide | null;
  busy: boolean;
  onAttest: (guideVersionId: string) => void;
}

const unsigned = ({ missing }: Session) =>
  missing.some(({ code }) => code === "attestation" || code === "acknowledgement");

function Sign({ guide, busy, onAttest }: Omit<Props, "session"> & { guide: Guide }) {
  const { t } = useTranslation("live");
  const [ready, setReady] = useState(false);
  const [read, setRead] = useState(false);
  return (
    <div className={classes.sign}>
      <details>
        <summary>{t("before.questions", { count: guide.content.questions.length })}</summary>
        <ol lang={guide.language}>
          {guide.content.questions.map(({ key, text }) => (
            <li key={key}>{text}</li>
          ))}
        </ol>
      </details>
      <Checkbox size="md" label={t("before.read")} checked={read} onChange={(e) => setRead(e.currentTarget.checked)} />
      <Checkbox size="md" label={t("before.ready")} checked={ready} onChange={(e) => setReady(e.currentTarget.checked)} />
      <Button disabled={!(ready && read)} loading={busy} onClick={() => onAttest(guide.id)}>
        {t("before.sign")}
      </Button>
    </div>
  );
}

/** The moderator's word, before anything begins. Nobody signs for another. */
export function Attest({ session, guide, busy, onAttest }: Props) {
  const { t } = useTranslation("live");
  if (!unsigned(session)) return <StatusMark tone="done">{t("before.signed")}</StatusMark>;
  if (guide === null) return <StatusMark tone="warning">{t("before.noGuide")}</StatusMark>;
  if (!can(session, "attest")) return <StatusMark tone="waiting">{t("before.moderatorSigns")}</StatusMark>;
  return <Sign {...{ guide, busy, onAttest }} />;
}
