import { Button, Group, Stack } from "@mantine/core";
import { type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { SelectField, TextField } from "@/components/form/fields";
import { useFields } from "@/components/form/useFields";
import { languages } from "@/lib/i18n";
import type { Cohort } from "@/lib/queries/cohorts";
import { useCreateGuide } from "./mutations";

const grades = Array.from({ length: 13 }, (_, grade) => grade);

interface Props {
  cohort: Cohort;
  schools: { id: string; name: string }[];
}

/** The first step of a guide: whose words, in which language, at which school. */
export function GuideForm({ cohort, schools }: Props) {
  const { t } = useTranslation("guide");
  const create = useCreateGuide();
  const own = schools.filter(({ id }) => cohort.school_ids.includes(id));
  const start = { name: cohort.name, language: "en", school_id: own.length === 1 ? (own[0]?.id ?? "") : "", highest_grade: "" };
  const { values, field } = useFields(start, create.error);
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    create.mutate({
      cohort_id: cohort.id,
      name: values.name,
      language: values.language === "es" ? "es" : "en",
      school_id: values.school_id || null,
      highest_grade: values.highest_grade ? Number(values.highest_grade) : null,
      questions: [],
      stages: [],
      ppra_areas: [],
      ppra_dismissed: [],
    });
  };
  return (
    <form onSubmit={send} noValidate>
      <Stack>
        <FormErrors error={create.error} />
        <TextField {...field("name")} label={t("form.name")} />
        <SelectField
          {...field("language")}
          label={t("form.language")}
          options={Object.entries(languages).map(([value, label]) => ({ value, label }))}
        />
        <SelectField
          {...field("school_id")}
          label={t("form.school")}
          help={t("form.schoolHelp")}
          options={[{ value: "", label: t("form.yourSchool") }, ...own.map(({ id, name }) => ({ value: id, label: name }))]}
        />
        <SelectField
          {...field("highest_grade")}
          label={t("form.grade")}
          help={t("form.gradeHelp")}
          options={[{ value: "", label: t("form.anyGrade") }, ...grades.map((grade) => ({ value: String(grade), label: String(grade) }))]}
        />
        <Group>
          <Button type="submit" size="md" loading={create.isPending}>
            {t("form.submit")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
