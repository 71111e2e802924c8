import { List, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { languages } from "@/lib/i18n";
import { listed } from "@/lib/format";
import type { CohortConsent, Purpose } from "@/lib/queries/consent";
import { type Difference, added, differences, dropped } from "./difference";
import type { Form } from "./queries";
import classes from "./consent.module.css";

const parts = ["title", "about", "happens", "not_asked", "privacy", "rights"] as const;

function usePartName() {
  const { t } = useTranslation("consent");
  return (part: string) => {
    const own = parts.find((one) => one === part);
    if (own) return t(`part.${own}`);
    const [kind, purpose] = part.split(".") as ["question" | "hint", Purpose];
    return `${t(`part.${kind}`)}: ${t(`purpose.${purpose}`)}`;
  };
}

function One({ difference }: { difference: Difference }) {
  const { t } = useTranslation("consent");
  const name = usePartName();
  const { language, party, part, before, after } = difference;
  return (
    <li>
      <Text fw={650}>
        {name(part)}
        <Text span c="dimmed" fw={400}>{` · ${t(`party.${party}`)} · ${languages[language as "en"]}`}</Text>
      </Text>
      {before !== null && (
        <p>
          <span className="tm-hidden">{t("version.before")}: </span>
          <del lang={language}>{before}</del>
        </p>
      )}
      {after !== null && (
        <p>
          <span className="tm-hidden">{t("version.after")}: </span>
          <ins lang={language}>{after}</ins>
        </p>
      )}
    </li>
  );
}

/** What a family would read otherwise: the old words struck, the new ones underlined. */
export function Differences({ before, after }: { before: Form; after: Form }) {
  const { t } = useTranslation("consent");
  const found = differences(before, after);
  if (found.length === 0) return <Text>{t("version.same")}</Text>;
  return (
    <ul className={classes.differences} aria-label={t("version.differences", before)}>
      {found.map((one) => (
        <One key={`${one.language}/${one.party}/${one.part}`} difference={one} />
      ))}
    </ul>
  );
}

/** What publishing does to the answers that are there, and to the questions still open. */
export function Meaning({ consent, inForce, draft }: { consent: CohortConsent; inForce: Form; draft: Form }) {
  const { t, i18n } = useTranslation("consent");
  const requests = consent.members.flatMap((member) => member.requests);
  const open = requests.filter(({ answered_at, revoked_at }) => !answered_at && !revoked_at).length;
  const named = (purposes: readonly Purpose[]) =>
    listed(purposes.map((one) => t(`purpose.${one}`)), i18n.language);
  const [fresh, gone] = [added(inForce, draft), dropped(inForce, draft)];
  return (
    <div>
      <Text fw={650}>{t("version.means")}</Text>
      <List>
        <List.Item>{t("version.kept")}</List.Item>
        <List.Item>{t("version.open", { count: open })}</List.Item>
        {fresh.length > 0 && <List.Item>{t("version.fresh", { purposes: named(fresh) })}</List.Item>}
        {gone.length > 0 && <List.Item>{t("version.gone", { purposes: named(gone) })}</List.Item>}
      </List>
    </div>
  );
}
