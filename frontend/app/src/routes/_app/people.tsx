import { Outlet, createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { LinkTabs, type Tab } from "@/components/data/LinkTabs";
import type { Ability } from "@/lib/me";

export const Route = createFileRoute("/_app/people")({
  staticData: { crumb: "nav.people" },
  component: People,
});

function People() {
  const { t } = useTranslation("people");
  const { me } = Route.useRouteContext();
  const tabs: (Tab & { needs: Ability })[] = [
    { to: "/people", label: t("students"), exact: true, needs: "students:read" },
    { to: "/people/imports", label: t("imports"), needs: "rosters:read" },
  ];
  return (
    <>
      <LinkTabs label={t("title")} tabs={tabs.filter(({ needs }) => me.abilities.includes(needs))} />
      <Outlet />
    </>
  );
}
