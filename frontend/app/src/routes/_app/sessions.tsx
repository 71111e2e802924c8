import { Outlet, createFileRoute } from "@tanstack/react-router";

export const Route = createFileRoute("/_app/sessions")({
  staticData: { crumb: "nav.sessions" },
  component: Outlet,
});
