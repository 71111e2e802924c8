import { Outlet, createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { LinkTabs, type Tab } from "@/components/data/LinkTabs";
import type { Ability } from "@/lib/me";

export const Route = createFileRoute("/_app/settings")({
  staticData: { crumb: "nav.settings" },
  component: Settings,
});

function Settings() {
  const { t } = useTranslation();
  const { me } = Route.useRouteContext();
  const tabs: (Tab & { needs?: Ability })[] = [
    { to: "/settings", label: t("settings.device"), exact: true },
    { to: "/settings/people", label: t("settings.people"), needs: "users:read" },
    { to: "/settings/limits", label: t("settings.limits"), needs: "draws:read" },
    { to: "/settings/systems", label: t("settings.systems"), needs: "clients:write" },
    { to: "/settings/webhooks", label: t("settings.webhooks"), needs: "webhooks:read" },
  ];
  const open = tabs.filter(({ needs }) => !needs || me.abilities.includes(needs));
  return (
    <>
      {open.length > 1 && <LinkTabs label={t("nav.settings")} tabs={open} />}
      <Outlet />
    </>
  );
}
