import { Outlet, createRootRoute, useRouter } from "@tanstack/react-router";
import { Suspense, lazy } from "react";
import { leaveNothing } from "@/lib/leave";
import { meQuery } from "@/lib/me";
import { queryClient } from "@/lib/query";
import { setSignedOut, useSignedOut } from "@/lib/signedOut";

const SignInAgain = lazy(() => import("@/features/sign-in/SignInAgain"));

export const Route = createRootRoute({ component: Root });

/** Whoever must sign in again finds their page as they left it; whoever else signs in begins anew. */
function Root() {
  const router = useRouter();
  const out = useSignedOut();
  const leave = async (to: "/" | "/sign-in") => {
    await leaveNothing();
    await router.navigate({ to });
    setSignedOut(false);
  };
  const enter = async () => {
    const before = queryClient.getQueryData(meQuery.queryKey);
    const now = await queryClient.query({ ...meQuery, staleTime: 0 });
    if (now.id !== before?.id) return leave("/");
    setSignedOut(false);
    await queryClient.invalidateQueries();
    await router.invalidate();
  };
  return (
    <>
      {out && (
        <Suspense>
          <SignInAgain onSignedIn={() => void enter()} onLeave={() => void leave("/sign-in")} />
        </Suspense>
      )}
      <div style={{ display: out ? "none" : "contents" }}>
        <Outlet />
      </div>
    </>
  );
}
