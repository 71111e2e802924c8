import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Facts } from "@/components/data/Facts";
import { Page } from "@/components/ui/Page";
import { When } from "@/components/ui/When";
import { AccessSteps } from "@/features/access/AccessSteps";
import { EditPerson } from "@/features/access/EditPerson";
import { PersonMark, TeachingMark } from "@/features/access/PersonMark";
import { userQuery } from "@/features/access/queries";
import { useRoleWords } from "@/features/access/useRoleWords";
import { can } from "@/lib/can";
import { loaded } from "@/lib/query";
import { schoolsQuery } from "@/lib/queries/cohorts";

export const Route = createFileRoute("/_app/settings/people/$userId")({
  loader: async ({ params }) => {
    const [user] = await Promise.all([loaded(userQuery(params.userId)), loaded(schoolsQuery)]);
    return { crumb: user.name };
  },
  component: Person,
});

function Person() {
  const { t } = useTranslation("access");
  const { data: user } = useSuspenseQuery(userQuery(Route.useParams().userId));
  const { data: schools } = useSuspenseQuery(schoolsQuery);
  const words = useRoleWords(schools);
  const last = user.last_sign_in_at ? <When at={user.last_sign_in_at} /> : t("never");
  const facts = [
    { label: t("email"), value: user.email },
    { label: t("state.label"), value: [<PersonMark key="state" user={user} />, " ", <TeachingMark key="teaching" user={user} />] },
    { label: t("lastSignIn"), value: last },
    ...(user.can.includes("unlock") && user.locked_until
      ? [{ label: t("lockedUntil"), value: <When at={user.locked_until} /> }]
      : []),
  ];
  return (
    <Page title={user.name} lead={words(user)}>
      <Facts facts={facts} />
      {can(user, "update") && (
        <>
          <EditPerson key={user.version} user={user} schools={schools} />
          <AccessSteps user={user} />
        </>
      )}
    </Page>
  );
}
