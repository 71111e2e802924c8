import { Button, Group, Stack } from "@mantine/core";
import type { Schemas } from "@tellmore/client";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { DateField, LongTextField, SelectField, TextField } from "@/components/form/fields";
import { useFields } from "@/components/form/useFields";
import { afterwards } from "@/lib/afterwards";
import { languages } from "@/lib/i18n";
import type { MemberConsent, Purpose } from "@/lib/queries/consent";
import { tell } from "@/lib/toasts";
import { AtStake } from "./AtStake";
import { useRecord } from "./mutations";
import classes from "./consent.module.css";

const methods = ["paper", "verbal", "in_person"] as const;
const answers = ["granted", "declined"] as const;

interface Props {
  member: MemberConsent;
  asked: readonly Purpose[];
  onDone: () => void;
}

const today = () => new Date().toLocaleDateString("sv");

/** The moment of a decision known by its day: now for today, else the end of that day's school. */
function decidedAt(day: string): string {
  return (day === today() ? new Date() : new Date(`${day}T15:00:00`)).toISOString();
}

function start(member: MemberConsent) {
  const first = member.requests.find(({ party, answered_at }) => party === "guardian" && !answered_at);
  return {
    who: first?.guardian_id ?? "guardian",
    signed_name: first?.recipient ?? "",
    method: "paper",
    language: first?.language ?? "en",
    decided_at: today(),
    note: "",
  };
}

/** What somebody signed on paper, or said to a person. */
export function RecordForm({ member, asked, onDone }: Props) {
  const { t } = useTranslation("consent");
  const record = useRecord();
  const { values, field, set } = useFields(start(member), record.error);
  const [decisions, setDecisions] = useState<Record<string, string>>({});
  const people = member.requests.filter(({ guardian_id }) => guardian_id !== null);
  const choose = (who: string) => {
    set("who", who);
    const name = who === "student" ? member.student : people.find(({ guardian_id }) => guardian_id === who)?.recipient;
    set("signed_name", name ?? "");
  };
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    const { who, method, language, decided_at, note, signed_name } = values;
    const said = Object.entries(decisions).filter(([, answer]) => answer !== "");
    const body: Schemas["RecordsCreate"] = {
      member_id: member.member_id,
      party: who === "student" ? "student" : "guardian",
      guardian_id: who === "student" || who === "guardian" ? null : who,
      method: methods.find((one) => one === method) ?? "paper",
      language: language === "es" ? "es" : "en",
      signed_name,
      decided_at: decidedAt(decided_at),
      decisions: Object.fromEntries(said) as Schemas["RecordsCreate"]["decisions"],
      note: note || null,
    };
    afterwards(record, body, () => (tell(t("record.kept")), onDone()));
  };
  return (
    <form onSubmit={send} noValidate>
      <Stack>
        <FormErrors error={record.error} />
        <SelectField
          {...field("who")}
          onChange={choose}
          label={t("record.who")}
          options={[
            ...people.map(({ guardian_id, recipient }) => ({
              value: guardian_id ?? "",
              label: recipient ?? t("party.guardian"),
            })),
            { value: "guardian", label: t("record.otherGuardian") },
            { value: "student", label: t("party.student") },
          ]}
        />
        <TextField {...field("signed_name")} label={t("record.name")} maxLength={200} />
        <SelectField
          {...field("method")}
          label={t("record.method")}
          options={methods.map((value) => ({ value, label: t(`method.${value}`) }))}
        />
        <DateField {...field("decided_at")} label={t("record.day")} max={today()} />
        <SelectField
          {...field("language")}
          label={t("form.language")}
          options={Object.entries(languages).map(([value, label]) => ({ value, label }))}
        />
        <fieldset className={classes.decisions}>
          <legend>{t("record.decisions")}</legend>
          {asked.map((purpose) => (
            <SelectField
              key={purpose}
              name={`decisions.${purpose}`}
              label={t(`purpose.${purpose}`)}
              value={decisions[purpose] ?? ""}
              onChange={(answer) => setDecisions((was) => ({ ...was, [purpose]: answer }))}
              options={[
                { value: "", label: t("record.notSaid") },
                ...answers.map((value) => ({ value, label: t(`decision.${value}`) })),
              ]}
            />
          ))}
        </fieldset>
        {decisions["participate"] === "declined" && <AtStake memberId={member.member_id} guardian={values.who !== "student"} />}
        <LongTextField {...field("note")} rows={2} label={t("record.note")} help={t("record.noteHelp")} />
        <Group>
          <Button type="submit" loading={record.isPending}>
            {t("record.save")}
          </Button>
          <Button variant="default" onClick={onDone}>
            {t("notNow")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
