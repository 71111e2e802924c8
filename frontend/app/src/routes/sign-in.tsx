import { createFileRoute } from "@tanstack/react-router";
import { Preferences } from "@/features/shell/Preferences";
import { SignInPage } from "@/features/sign-in/SignInPage";
import { leaveNothing } from "@/lib/leave";

interface Search {
  next?: string;
}

/** Only a path of this app: never another host's. */
function ownPath(next: unknown): string | undefined {
  return typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : undefined;
}

export const Route = createFileRoute("/sign-in")({
  validateSearch: (search: Record<string, unknown>): Search => {
    const next = ownPath(search["next"]);
    return next ? { next } : {};
  },
  component: SignIn,
});

function SignIn() {
  const { next = "/" } = Route.useSearch();
  const navigate = Route.useNavigate();
  const enter = async () => {
    await leaveNothing();
    await navigate({ href: next });
  };
  return <SignInPage onSignedIn={() => void enter()} preferences={<Preferences />} />;
}
