import { Stack, Text, Title } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { CheckboxesField } from "@/components/form/CheckboxesField";
import { StatusMark } from "@/components/ui/StatusMark";
import { said } from "@/lib/said";
import { BankPicker } from "./BankPicker";
import { Chosen } from "./Chosen";
import { OwnQuestion } from "./OwnQuestion";
import { Publish } from "./Publish";
import { Stages } from "./Stages";
import classes from "./guide.module.css";
import { type Guide, bankQuery } from "./queries";
import { type GuideDraft, useGuideDraft } from "./useGuideDraft";

const areas = ["political", "mental", "sex", "illegal", "family", "privileged", "religion", "income"] as const;

/** What the check of the questions found is confirmed above, or taken for a mistake here. */
function Areas({ guide, draft }: { guide: Guide; draft: GuideDraft }) {
  const { t } = useTranslation("guide");
  const suggested = new Set(guide.findings.map(({ area }) => area));
  const doubtful = areas.filter((area) => suggested.has(area) && !draft.ppra_areas.includes(area));
  const label = (value: (typeof areas)[number]) => ({ value, label: t(`areas.${value}`) });
  return (
    <Stack>
      <CheckboxesField
        name="ppra_areas"
        label={t("areas.label")}
        help={t("areas.help")}
        options={areas.map(label)}
        value={draft.ppra_areas}
        onChange={(chosen) => draft.change({ ppra_areas: areas.filter((area) => chosen.includes(area)) })}
      />
      {doubtful.length > 0 && (
        <CheckboxesField
          name="ppra_dismissed"
          label={t("areas.dismiss")}
          help={t("areas.dismissHelp")}
          options={doubtful.map(label)}
          value={draft.ppra_dismissed}
          onChange={(chosen) => draft.change({ ppra_dismissed: areas.filter((area) => chosen.includes(area)) })}
        />
      )}
    </Stack>
  );
}

function Warnings({ guide }: { guide: Guide }) {
  return guide.warnings.map(({ code, detail }) => (
    <StatusMark key={code} tone="warning">
      {said(detail)}
    </StatusMark>
  ));
}

/** The bank on one side, the guide on the other; then what is said in each stage. */
export function GuideEditor({ guide }: { guide: Guide }) {
  const { t } = useTranslation("guide");
  const { data: bank } = useSuspenseQuery(bankQuery(guide.language));
  const draft = useGuideDraft(guide, bank);
  return (
    <Stack gap="xl">
      <div className={classes.columns}>
        <section>
          <Title order={2} size="h4" mb="sm">
            {t("bank")}
          </Title>
          <BankPicker bank={bank} school={guide.school_name} draft={draft} />
        </section>
        <section>
          <Title order={2} size="h4" mb="sm">
            {t("chosen", { count: draft.questions.length })}
          </Title>
          <Warnings guide={guide} />
          <Chosen {...{ guide, bank, draft }} />
          <OwnQuestion guide={guide} draft={draft} />
        </section>
      </div>
      <section>
        <Title order={2} size="h4">
          {t("stages")}
        </Title>
        <Text c="dimmed">{t("stagesLead")}</Text>
        <Stages draft={draft} />
      </section>
      <Areas {...{ guide, draft }} />
      <Publish guide={guide} draft={draft} />
    </Stack>
  );
}
