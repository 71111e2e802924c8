import { createFileRoute, redirect } from "@tanstack/react-router";

/** Accounts moved to the settings; an old bookmark still leads there. */
export const Route = createFileRoute("/_app/people/accounts")({
  beforeLoad: () => {
    throw redirect({ to: "/settings/people" });
  },
});
