import { Button, Group, Stack } from "@mantine/core";
import type { Schemas } from "@tellmore/client";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { CheckboxesField } from "@/components/form/CheckboxesField";
import { Filters } from "@/components/form/Filters";
import { FormErrors } from "@/components/form/FormErrors";
import { fieldErrors } from "@/components/form/errors";
import { LongTextField, SelectField, TextField } from "@/components/form/fields";
import { languages } from "@/lib/i18n";
import type { Purpose } from "@/lib/queries/consent";
import { useChangeForm } from "./mutations";
import { type Form, purposes } from "./queries";

const parties = ["guardian", "student"] as const;
const paragraphs = ["about", "happens", "not_asked", "privacy", "rights"] as const;
type Address = Schemas["Address"];
type Party = (typeof parties)[number];

interface WordsProps {
  where: string;
  address: Address;
  asked: readonly Purpose[];
  errors: Record<string, string>;
  onChange: (address: Address) => void;
}

/** One language for one reader: each paragraph, and each question. */
function Words({ where, address, asked, errors, onChange }: WordsProps) {
  const { t } = useTranslation("consent");
  const field = (name: keyof Omit<Address, "purposes">) => ({
    name: `${where}.${name}`,
    label: t(`part.${name}`),
    error: errors[`${where}.${name}`],
    value: address[name],
    onChange: (value: string) => onChange({ ...address, [name]: value }),
  });
  const ask = (purpose: Purpose, name: "question" | "hint") => ({
    name: `${where}.purposes.${purpose}.${name}`,
    label: `${t(`purpose.${purpose}`)}: ${t(`part.${name}`)}`,
    error: errors[`${where}.purposes.${purpose}.${name}`],
    value: address.purposes[purpose]?.[name] ?? "",
    onChange: (value: string) => {
      const own = address.purposes[purpose] ?? { question: "", hint: "" };
      onChange({ ...address, purposes: { ...address.purposes, [purpose]: { ...own, [name]: value } } });
    },
  });
  return (
    <>
      <TextField {...field("title")} maxLength={200} />
      {paragraphs.map((name) => (
        <LongTextField key={name} {...field(name)} rows={2} />
      ))}
      {asked.map((purpose) => (
        <Stack key={purpose} gap="xs">
          <LongTextField {...ask(purpose, "question")} rows={1} />
          <LongTextField {...ask(purpose, "hint")} rows={1} />
        </Stack>
      ))}
    </>
  );
}

/** The draft's own words, a language and a reader at a time. */
export function FormEditor({ form, onDone }: { form: Form; onDone: () => void }) {
  const { t } = useTranslation("consent");
  const change = useChangeForm(form);
  const spoken = Object.keys(form.texts);
  const [language, setLanguage] = useState(spoken[0] ?? "en");
  const [party, setParty] = useState<Party>("guardian");
  const [asked, setAsked] = useState<readonly Purpose[]>(form.purposes);
  const [texts, setTexts] = useState(form.texts);
  const errors = fieldErrors(change.error);
  const shown = texts[language];
  const set = (address: Address) => shown && setTexts({ ...texts, [language]: { ...shown, [party]: address } });
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    change.mutate({ texts, purposes: [...asked] }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={send} noValidate>
      <Stack>
        <FormErrors error={change.error} />
        <CheckboxesField
          name="purposes"
          label={t("version.purposes")}
          error={errors["purposes"]}
          value={[...asked]}
          options={purposes.map((value) => ({ value, label: t(`purpose.${value}`), disabled: value === "participate" }))}
          onChange={(chosen) => setAsked(purposes.filter((one) => chosen.includes(one)))}
        />
        <Filters>
          <SelectField name="language" label={t("form.language")} value={language} options={spoken.map((value) => ({ value, label: languages[value as "en"] }))} onChange={setLanguage} />
          <SelectField name="party" label={t("form.reader")} value={party} options={parties.map((value) => ({ value, label: t(`party.${value}`) }))} onChange={(value) => setParty(parties.find((one) => one === value) ?? "guardian")} />
        </Filters>
        {shown && <Words where={`texts.${language}.${party}`} address={shown[party]} {...{ asked, errors }} onChange={set} />}
        <Group>
          <Button type="submit" loading={change.isPending}>
            {t("version.save")}
          </Button>
          <Button variant="subtle" onClick={onDone}>
            {t("notNow")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
