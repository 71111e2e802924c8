import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { DataTable } from "@/components/data/DataTable";
import { useGradeName } from "@/components/data/criteria";
import { fullName } from "@/lib/format";
import type { Student } from "./queries";

interface Props {
  students: readonly Student[];
  schools: { id: string; name: string }[];
}

export function StudentList({ students, schools }: Props) {
  const { t } = useTranslation("people");
  const gradeName = useGradeName();
  const names = new Map(schools.map(({ id, name }) => [id, name]));
  const name = (student: Student) => (
    <Link to="/people/students/$studentId" params={{ studentId: student.id }}>
      {fullName(student)}
    </Link>
  );
  return (
    <DataTable
      caption={t("students")}
      rows={students}
      rowKey={({ id }) => id}
      columns={[
        { key: "name", header: t("name"), cell: name },
        { key: "grade", header: t("grade"), cell: ({ grade }) => (grade ? gradeName(grade) : t("unknown")) },
        { key: "school", header: t("school"), cell: ({ school_id }) => names.get(school_id) ?? t("unknown") },
      ]}
    />
  );
}
