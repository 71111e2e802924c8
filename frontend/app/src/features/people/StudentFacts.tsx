import { List, Stack, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Facts } from "@/components/data/Facts";
import { When } from "@/components/ui/When";
import { useCriterionName, useValueName } from "@/components/data/criteria";
import type { StudentDetail } from "./queries";
import { fullName } from "@/lib/format";

function Guardians({ student }: { student: StudentDetail }) {
  const { t, i18n } = useTranslation("people");
  // A roster may send any word; those of OneRoster are translated.
  const relation = (sent: string) =>
    i18n.exists(`people:relation.${sent}`) ? t(`relation.${sent as "parent"}`) : sent;
  const languages = new Intl.DisplayNames([i18n.language], { type: "language" });
  if (student.guardians.length === 0) return <p>{t("noGuardians")}</p>;
  return (
    <List listStyleType="none">
      {student.guardians.map((one) => (
        <List.Item key={one.id}>
          {fullName(one)}
          {one.relation && ` · ${relation(one.relation)}`} · {languages.of(one.language)} ·{" "}
          {one.email ?? one.phone ?? t("noContact")}
        </List.Item>
      ))}
    </List>
  );
}

function Classes({ student }: { student: StudentDetail }) {
  const { t } = useTranslation("people");
  if (student.classes.length === 0) return <p>{t("noClasses")}</p>;
  return (
    <List listStyleType="none">
      {student.classes.map(({ id, title, teachers }) => (
        <List.Item key={id}>
          {title} · {teachers.length > 0 ? teachers.map(fullName).join("; ") : t("noTeacher")}
        </List.Item>
      ))}
    </List>
  );
}

export function StudentFacts({ student, school }: { student: StudentDetail; school: string }) {
  const { t } = useTranslation("people");
  const criterion = useCriterionName();
  const valueName = useValueName();
  const facts = [
    { label: t("school"), value: school },
    { label: t("grade"), value: student.grade ? valueName("grade", student.grade) : t("unknown") },
    { label: t("birthDate"), value: student.birth_date ? <When at={student.birth_date} /> : t("unknown") },
    ...Object.entries(student.attributes).map(([key, value]) => ({ label: criterion(key), value: valueName(key, value) })),
  ];
  return (
    <Stack gap="lg">
      <Facts facts={facts} />
      <section>
        <Title order={2} size="h4">
          {t("guardians")}
        </Title>
        <Guardians student={student} />
      </section>
      <section>
        <Title order={2} size="h4">
          {t("classes")}
        </Title>
        <Classes student={student} />
      </section>
    </Stack>
  );
}
