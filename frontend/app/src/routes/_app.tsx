import { useMutation, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Outlet, createFileRoute, redirect, useRouter } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { RouteErrorAlone } from "@/components/ui/RouteErrorAlone";
import { NotSent } from "@/features/shell/NotSent";
import { PaletteButton } from "@/features/shell/PaletteButton";
import { PersonMenu } from "@/features/shell/PersonMenu";
import { Shell } from "@/features/shell/Shell";
import { placesFor } from "@/features/shell/places";
import { session } from "@/lib/api";
import { districtQuery, meQuery } from "@/lib/me";
import { leaveNothing } from "@/lib/leave";
import { setSignedOut } from "@/lib/signedOut";
import { loaded } from "@/lib/query";
import { countUnsent, useSender, useUnsent } from "@/lib/unsent";

export const Route = createFileRoute("/_app")({
  beforeLoad: async ({ location }) => {
    if (!(await session.resume())) throw redirect({ to: "/sign-in", search: { next: location.href } });
    return { me: await loaded(meQuery) };
  },
  component: Frame,
  errorComponent: RouteErrorAlone,
});

function Frame() {
  const { t } = useTranslation();
  const router = useRouter();
  const { data: me } = useSuspenseQuery(meQuery);
  const { data: district } = useQuery(districtQuery);
  const unsent = useUnsent(me.id);
  useSender(me.id);
  const things = async () => (await import("@/features/shell/things")).thingsFor(me);
  const search = useCallback(
    async (query: string, signal: AbortSignal) => (await import("@/features/shell/named")).named(me, query, signal),
    [me],
  );
  const places = placesFor(me.abilities);
  const pages = places.map(({ key, to }) => ({ id: to, kind: t("palette.page"), name: t(`nav.${key}`), path: to }));
  const signOut = useMutation({
    mutationFn: () => session.signOut(),
    onSuccess: async () => {
      await leaveNothing();
      await router.navigate({ to: "/sign-in" });
      setSignedOut(false);
    },
  });
  return (
    <Shell
      places={places}
      district={district?.name ?? ""}
      person={
        <PersonMenu
          name={me.name}
          email={me.email ?? ""}
          unsent={countUnsent(unsent)}
          onSignOut={() => signOut.mutate()}
        />
      }
      notice={<NotSent unsent={unsent} />}
      palette={<PaletteButton {...{ pages, things, search }} />}
    >
      <Outlet />
    </Shell>
  );
}
