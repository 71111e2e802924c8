import { Outlet, createFileRoute, redirect } from "@tanstack/react-router";

export const Route = createFileRoute("/_app/settings/webhooks")({
  staticData: { crumb: "settings.webhooks" },
  beforeLoad: ({ context: { me } }) => {
    if (!me.abilities.includes("webhooks:read")) throw redirect({ to: "/settings" });
  },
  component: Outlet,
});
