import { ProblemError } from "@tellmore/client";
import { Outlet, createFileRoute, isRedirect, redirect } from "@tanstack/react-router";
import { RouteErrorAlone } from "@/components/ui/RouteErrorAlone";
import { session } from "@/lib/api";
import { meQuery } from "@/lib/me";
import { loaded } from "@/lib/query";
import { useSender } from "@/lib/unsent";

/** Longer than a slow network takes, and shorter than anybody looks at an empty screen. */
const PATIENCE_MS = 4000;

async function signedIn(next: string) {
  if (!(await session.resume())) throw redirect({ to: "/sign-in", search: { next } });
  return loaded(meQuery);
}

/** What the server decided stands; without a server there is what this device kept. */
const unanswered = (error: unknown) => !isRedirect(error) && !(error instanceof ProblemError && error.status < 500);

/** Pages that fill the screen. They need a sign-in, and have no rail. */
export const Route = createFileRoute("/_live")({
  beforeLoad: async ({ location, params }) => {
    const answer = signedIn(location.href);
    const late = new Promise((_, fail) => setTimeout(fail, PATIENCE_MS));
    try {
      return { me: await Promise.race([answer, late as typeof answer]) };
    } catch (error) {
      if (!unanswered(error)) throw error;
      const { recalled } = await import("@/features/live/kept");
      return { me: (await recalled((params as { sessionId: string }).sessionId)) ?? (await answer) };
    }
  },
  component: Screens,
  errorComponent: RouteErrorAlone,
});

function Screens() {
  const { me } = Route.useRouteContext();
  useSender(me.id);
  return <Outlet />;
}
