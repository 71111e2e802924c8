import { Button, Stack, Text } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { fieldErrors } from "@/components/form/errors";
import { LongTextField, SelectField } from "@/components/form/fields";
import type { Purpose } from "@/lib/queries/consent";
import { Held } from "./AtStake";
import { useResolve } from "./mutations";
import classes from "./consent.module.css";

const outcomes = ["refused", "granted"] as const;

/** Guardians who disagree: a person settles it, and the reason is kept. */
export function Resolve({ memberId, purpose }: { memberId: string; purpose: Purpose }) {
  const { t } = useTranslation("consent");
  const resolve = useResolve();
  const [outcome, setOutcome] = useState<(typeof outcomes)[number]>("refused");
  const [reason, setReason] = useState("");
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    resolve.mutate({ member_id: memberId, purpose, outcome, reason });
  };
  return (
    <form onSubmit={send} noValidate className={classes.dispute}>
      <Stack gap="sm">
        <Text fw={600}>{t("resolve.title", { purpose: t(`purpose.${purpose}`) })}</Text>
        <FormErrors error={resolve.error} />
        {purpose === "participate" && <Held memberId={memberId} />}
        <SelectField
          name="outcome"
          label={t("resolve.outcome")}
          value={outcome}
          options={outcomes.map((value) => ({ value, label: t(`resolve.${value}`) }))}
          onChange={(value) => setOutcome(outcomes.find((one) => one === value) ?? "refused")}
        />
        <LongTextField
          name="reason"
          rows={2}
          label={t("resolve.reason")}
          error={fieldErrors(resolve.error)["reason"]}
          value={reason}
          onChange={setReason}
        />
        <Button type="submit" style={{ alignSelf: "flex-start" }} loading={resolve.isPending}>
          {t("resolve.save")}
        </Button>
      </Stack>
    </form>
  );
}
