import { Outlet, createFileRoute, redirect } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { PaletteButton } from "@/features/shell/PaletteButton";
import { Preferences } from "@/features/shell/Preferences";
import { Shell } from "@/features/shell/Shell";
import { places } from "@/features/shell/places";
import { session } from "@/lib/api";

export const Route = createFileRoute("/_app")({
  beforeLoad: async ({ location }) => {
    if (!(await session.resume())) throw redirect({ to: "/sign-in", search: { next: location.href } });
  },
  component: Frame,
});

function Frame() {
  const { t } = useTranslation();
  const goals = places.map(({ key, to }) => ({ id: to, kind: t("palette.page"), name: t(`nav.${key}`), path: to }));
  return (
    <Shell places={places} district="" person={<Preferences />} palette={<PaletteButton goals={goals} />}>
      <Outlet />
    </Shell>
  );
}
