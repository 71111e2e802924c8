import { Outlet, createFileRoute, redirect } from "@tanstack/react-router";

export const Route = createFileRoute("/_app/settings/systems")({
  staticData: { crumb: "settings.systems" },
  beforeLoad: ({ context: { me } }) => {
    if (!me.abilities.includes("clients:write")) throw redirect({ to: "/settings" });
  },
  component: Outlet,
});
