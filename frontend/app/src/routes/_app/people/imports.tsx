import { Outlet, createFileRoute } from "@tanstack/react-router";

export const Route = createFileRoute("/_app/people/imports")({
  staticData: { crumb: "crumb.imports" },
  component: Outlet,
});
