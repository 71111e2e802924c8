import { Button, Group, Stack, Text, Title } from "@mantine/core";
import type { Schemas } from "@tellmore/client";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Facts } from "@/components/data/Facts";
import { Dialog } from "@/components/ui/Dialog";
import { ErrorState } from "@/components/ui/ErrorState";
import { LoadingState } from "@/components/ui/LoadingState";
import { When } from "@/components/ui/When";
import { saveAs } from "@/lib/download";
import { languages } from "@/lib/i18n";
import { receiptQuery } from "./queries";

function Whole({ receipt }: { receipt: Schemas["Receipt"] }) {
  const { t } = useTranslation("consent");
  const facts = [
    { label: t("receipt.regarding"), value: receipt.regarding },
    { label: t("receipt.principal"), value: `${receipt.principal} · ${t(`party.${receipt.party}`)}` },
    { label: t("receipt.time"), value: <When at={receipt.time} /> },
    { label: t("record.method"), value: t(`by.${receipt.method}`) },
    { label: t("form.language"), value: languages[receipt.language] },
    { label: t("receipt.form"), value: t("receipt.version", { number: receipt.form_number }) },
    { label: t("receipt.controller"), value: `${receipt.controller} · ${receipt.jurisdiction}` },
    ...receipt.purposes.map(({ purpose, question, decision, state }) => ({
      label: t(`purpose.${purpose}`),
      value: `${t(`decided.${decision}`)}${state === "replaced" ? ` · ${t("receipt.replaced")}` : ""} · ${question}`,
    })),
  ];
  return <Facts facts={facts} />;
}

/** What was asked, in which words, and what was decided: for the family, and for whoever checks. */
export function ReceiptDialog({ recordId, onClose }: { recordId: string; onClose: () => void }) {
  const { t } = useTranslation("consent");
  const { data: receipt, error } = useQuery(receiptQuery(recordId));
  const save = () => saveAs(`receipt-${recordId}.json`, JSON.stringify(receipt, null, 2));
  return (
    <Dialog label={t("receipt.title")} onClose={onClose}>
      <Stack>
        <Title order={2} size="h4">
          {t("receipt.title")}
        </Title>
        {error && <ErrorState error={error} />}
        {!receipt && !error && <LoadingState />}
        {receipt && <Whole receipt={receipt} />}
        {receipt && (
          <Text size="sm" c="dimmed">
            {t("receipt.help")}
          </Text>
        )}
        <Group>
          {receipt && <Button onClick={save}>{t("receipt.save")}</Button>}
          <Button variant="default" onClick={onClose}>
            {t("closeStudent")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
