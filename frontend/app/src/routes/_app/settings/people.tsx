import { Outlet, createFileRoute, redirect } from "@tanstack/react-router";

export const Route = createFileRoute("/_app/settings/people")({
  staticData: { crumb: "settings.people" },
  beforeLoad: ({ context: { me } }) => {
    if (!me.abilities.includes("users:read")) throw redirect({ to: "/settings" });
  },
  component: Outlet,
});
