import { Outlet, createFileRoute, redirect } from "@tanstack/react-router";
import { session } from "@/lib/api";
import { meQuery } from "@/lib/me";
import { loaded } from "@/lib/query";

/** Pages that fill the screen. They need a sign-in, and have no rail. */
export const Route = createFileRoute("/_live")({
  beforeLoad: async ({ location }) => {
    if (!(await session.resume())) throw redirect({ to: "/sign-in", search: { next: location.href } });
    return { me: await loaded(meQuery) };
  },
  component: Outlet,
});
