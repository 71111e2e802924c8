import { Outlet, createFileRoute } from "@tanstack/react-router";

export const Route = createFileRoute("/_app/cohorts/$cohortId/sessions")({
  staticData: { crumb: "nav.sessions" },
  component: Outlet,
});
