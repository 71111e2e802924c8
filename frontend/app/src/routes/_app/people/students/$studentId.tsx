import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/components/ui/Page";
import { StudentFacts } from "@/features/people/StudentFacts";
import { fullName } from "@/lib/format";
import { studentQuery } from "@/features/people/queries";
import { loaded } from "@/lib/query";
import { schoolsQuery } from "@/lib/queries/cohorts";

export const Route = createFileRoute("/_app/people/students/$studentId")({
  loader: async ({ params }) => {
    const [student] = await Promise.all([loaded(studentQuery(params.studentId)), loaded(schoolsQuery)]);
    return { crumb: fullName(student) };
  },
  component: StudentPage,
});

function StudentPage() {
  const { studentId } = Route.useParams();
  const { data: student } = useSuspenseQuery(studentQuery(studentId));
  const { data: schools } = useSuspenseQuery(schoolsQuery);
  const school = schools.find(({ id }) => id === student.school_id)?.name ?? "";
  return (
    <Page title={fullName(student)}>
      <StudentFacts student={student} school={school} />
    </Page>
  );
}
