import { Button, Group, Stack, Text } from "@mantine/core";
import { type SyntheticEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { fieldErrors } from "@/components/form/errors";
import { LongTextField, SelectField, fieldId } from "@/components/form/fields";
import { afterwards } from "@/lib/afterwards";
import { tell } from "@/lib/toasts";
import { AtStake } from "./AtStake";
import { useWithdraw } from "./mutations";
import type { Decided } from "./queries";

const ways = ["verbal", "paper", "in_person"] as const;
const ALL = "all";

interface Props {
  /** The yeses that stand, of one person. */
  records: readonly Decided[];
  onDone: () => void;
}

/** On the word of the one who gave it: one purpose, or all. */
export function WithdrawForm({ records, onDone }: Props) {
  const { t } = useTranslation("consent");
  const withdraw = useWithdraw();
  const [what, setWhat] = useState(records.length === 1 ? (records[0]?.id ?? ALL) : ALL);
  const [method, setMethod] = useState<string>("verbal");
  const [note, setNote] = useState("");
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>(`[id="${fieldId("what")}"]`)?.focus(), []);
  const leaves = records.find(({ id, purpose }) => purpose === "participate" && (what === ALL || what === id));
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    const id = what === ALL ? records[0]?.id : what;
    if (!id) return;
    const body = { everything: what === ALL, method: ways.find((one) => one === method) ?? "verbal", note: note || null };
    afterwards(withdraw, { id, body }, () => (tell(t("withdraw.done")), onDone()));
  };
  return (
    <form ref={form} onSubmit={send} noValidate aria-label={t("withdraw.open")}>
      <Stack gap="sm" mt="sm">
        <FormErrors error={withdraw.error} />
        <SelectField
          name="what"
          label={t("withdraw.what")}
          value={what}
          options={[
            { value: ALL, label: t("withdraw.all") },
            ...records.map(({ id, purpose }) => ({ value: id, label: t(`purpose.${purpose}`) })),
          ]}
          onChange={setWhat}
        />
        <SelectField name="method" label={t("record.method")} value={method} options={ways.map((value) => ({ value, label: t(`method.${value}`) }))} onChange={setMethod} />
        <LongTextField name="note" rows={2} label={t("record.note")} help={t("record.noteHelp")} error={fieldErrors(withdraw.error)["note"]} value={note} onChange={setNote} />
        <Text size="sm">{t("withdraw.means")}</Text>
        {leaves && <AtStake memberId={leaves.member_id} guardian={leaves.party === "guardian"} />}
        <Group>
          <Button type="submit" color="warn" loading={withdraw.isPending}>
            {t("withdraw.submit")}
          </Button>
          <Button variant="default" onClick={onDone}>
            {t("notNow")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
