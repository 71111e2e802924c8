import { useSuspenseInfiniteQuery, useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ShowMore } from "@/components/data/ShowMore";
import { Page } from "@/components/ui/Page";
import { AccountList } from "@/features/people/AccountList";
import { accountsQuery } from "@/features/people/queries";
import { loaded } from "@/lib/query";
import { schoolsQuery } from "@/lib/queries/cohorts";

export const Route = createFileRoute("/_app/people/accounts")({
  staticData: { crumb: "crumb.accounts" },
  loader: () => loaded(schoolsQuery),
  component: Accounts,
});

function Accounts() {
  const { t } = useTranslation("people");
  const accounts = useSuspenseInfiniteQuery(accountsQuery);
  const { data: schools } = useSuspenseQuery(schoolsQuery);
  return (
    <Page title={t("accounts")} lead={t("accountsLead")}>
      <AccountList accounts={accounts.data} schools={schools} />
      <ShowMore {...accounts} />
    </Page>
  );
}
