import { Button, Group, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { Filters } from "@/components/form/Filters";
import { SelectField } from "@/components/form/fields";
import { can } from "@/lib/can";
import { languages } from "@/lib/i18n";
import { usePublishForm } from "./mutations";
import { type Form, purposes } from "./queries";
import classes from "./consent.module.css";

const parties = ["guardian", "student"] as const;

/** What families read, word for word. */
export function FormText({ form }: { form: Form }) {
  const { t, i18n } = useTranslation("consent");
  const spoken = Object.keys(form.texts);
  const [language, setLanguage] = useState(spoken.find((one) => one === i18n.language) ?? spoken[0] ?? "en");
  const [party, setParty] = useState<(typeof parties)[number]>("guardian");
  const text = form.texts[language]?.[party];
  if (!text) return null;
  const asked = purposes.filter((purpose) => form.purposes.includes(purpose));
  return (
    <>
      <Filters>
        <SelectField
          name="language"
          label={t("form.language")}
          value={language}
          options={spoken.map((value) => ({ value, label: languages[value as "en"] }))}
          onChange={setLanguage}
        />
        <SelectField
          name="party"
          label={t("form.reader")}
          value={party}
          options={parties.map((value) => ({ value, label: t(`party.${value}`) }))}
          onChange={(value) => setParty(parties.find((one) => one === value) ?? "guardian")}
        />
      </Filters>
      <article className={classes.paper} lang={language}>
        <Title order={3} size="h4">
          {text.title}
        </Title>
        {[text.about, text.happens, text.not_asked, text.privacy, text.rights].map((words) => (
          <p key={words}>{words}</p>
        ))}
        <ul>
          {asked.map((purpose) => (
            <li key={purpose}>
              <b>{text.purposes[purpose]?.question}</b> {text.purposes[purpose]?.hint}
            </li>
          ))}
        </ul>
      </article>
    </>
  );
}

/** A draft of the form, and the button that fixes its words. */
export function FormDraft({ form }: { form: Form }) {
  const { t } = useTranslation("consent");
  const publish = usePublishForm();
  return (
    <section>
      <Title order={2} size="h4">
        {t("form.draft")}
      </Title>
      <Text c="dimmed" mb="md">
        {t("form.draftHelp")}
      </Text>
      <FormErrors error={publish.error} />
      <FormText form={form} />
      {can(form, "publish") && (
        <Group mt="lg">
          <Button loading={publish.isPending} onClick={() => publish.mutate(form)}>
            {t("form.publish")}
          </Button>
        </Group>
      )}
    </section>
  );
}
