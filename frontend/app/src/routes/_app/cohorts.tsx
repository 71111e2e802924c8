import { Outlet, createFileRoute } from "@tanstack/react-router";

export const Route = createFileRoute("/_app/cohorts")({
  staticData: { crumb: "nav.cohorts" },
  component: Outlet,
});
