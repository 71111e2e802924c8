import { List, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { exact } from "@/lib/format";
import type { Certificate } from "./queries";

function useWhen() {
  const { i18n } = useTranslation();
  return (at: string | null) => (at === null ? "" : exact(new Date(at), i18n.language));
}

/** Only of groups that were there first can it be said that nobody looked for a seed that pleases. */
function useOrigin({ certificate: { seed }, seed_given, panels_stood_at, drawn_at }: Certificate): string {
  const { t } = useTranslation("certificate");
  const when = useWhen();
  if (seed_given === null) return t("seed.unknown", { seed });
  if (!seed_given) return t("seed.made", { seed });
  if (panels_stood_at === null) return t("seed.typed", { seed });
  return t("seed.given", { seed, stood: when(panels_stood_at), drawn: when(drawn_at) });
}

function Earlier({ one }: { one: Certificate["earlier"][number] }) {
  const { t } = useTranslation("certificate");
  const say = useWhen();
  const { status, seed, panels_hash, started_at, ended_at } = one;
  const when = say(started_at);
  if (status === "thrown_away") return t("seed.thrownAway", { when, ended: say(ended_at), hash: panels_hash });
  return seed === null ? t(`seed.unseeded.${status}`, { when }) : t(`seed.ended.${status}`, { when, seed });
}

/** Where the chance came from, and whether it was tried before. */
export function Seed({ found }: { found: Certificate }) {
  const { t } = useTranslation("certificate");
  const { certificate, earlier } = found;
  const { panel_number, panel_count } = certificate;
  return (
    <>
      <Text>{useOrigin(found)}</Text>
      <Text>{t("seed.picks", { number: panel_number + 1, count: panel_count })}</Text>
      <Text>{t("seed.earlier", { count: earlier.length })}</Text>
      {earlier.length > 0 && (
        <List>
          {earlier.map((one) => (
            <List.Item key={one.started_at}>
              <Earlier one={one} />
            </List.Item>
          ))}
        </List>
      )}
    </>
  );
}
