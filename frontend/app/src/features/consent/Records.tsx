import { Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { When } from "@/components/ui/When";
import { LoadingState } from "@/components/ui/LoadingState";
import { type Signing, purposes, recordsQuery } from "./queries";
import { RecordSteps } from "./RecordSteps";
import classes from "./consent.module.css";

function OneSigning({ signing }: { signing: Signing }) {
  const { t } = useTranslation("consent");
  const [first] = signing.records;
  const said = signing.records
    .toSorted((a, b) => purposes.indexOf(a.purpose) - purposes.indexOf(b.purpose))
    .map(({ purpose, decision }) => `${t(`purpose.${purpose}`)}: ${t(`decided.${decision}`)}`);
  return (
    <li>
      <Text>
        <b>{first.signed_name ?? t(`party.${first.party}`)}</b>
        <Text span c="dimmed">
          {` · ${t(`party.${first.party}`)} · ${t(`by.${first.method}`)} · `}
          <When at={first.decided_at} />
        </Text>
      </Text>
      <Text>{said.join(" · ")}</Text>
      {first.note && (
        <Text size="sm" c="dimmed">
          {first.note}
        </Text>
      )}
      <RecordSteps signing={signing} />
    </li>
  );
}

/** Everything that was decided about one student, the newest first: nothing is ever overwritten. */
export function Records({ memberId }: { memberId: string }) {
  const { t } = useTranslation("consent");
  const { data: signings } = useQuery(recordsQuery(memberId));
  return (
    <section aria-label={t("records.title")}>
      <Title order={3} size="h5" mb="xs">
        {t("records.title")}
      </Title>
      {!signings && <LoadingState />}
      {signings?.length === 0 && <Text c="dimmed">{t("records.none")}</Text>}
      <ul className={classes.records}>
        {signings?.map((signing) => (
          <OneSigning key={signing.id} signing={signing} />
        ))}
      </ul>
    </section>
  );
}
