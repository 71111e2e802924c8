import { RouterProvider, createMemoryHistory, createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import { Suspense } from "react";
import { createRoot } from "react-dom/client";
import { PaletteButton } from "@/features/shell/PaletteButton";
import { PersonMenu } from "@/features/shell/PersonMenu";
import { Shell } from "@/features/shell/Shell";
import { startLanguages } from "@/lib/i18n";
import { Providers } from "../Providers";
import { Gallery } from "./Gallery";

// The primitives and the frame on one page, to look at and for axe. Not part of the built app.
const goals = [
  { id: "1", kind: "Page", name: "Home", path: "/" },
  { id: "2", kind: "Page", name: "Settings", path: "/settings" },
];
const places = (["home", "cohorts", "sessions", "insights", "actions", "people", "settings"] as const).map(
  (key) => ({ key, to: key === "home" ? "/" : `/${key}`, icon: key }),
);

const nothing = () => Promise.resolve([]);

function Frame() {
  const person = <PersonMenu name="Ana Ruiz" email="ana@example.org" unsent={0} onSignOut={() => undefined} />;
  return (
    <Shell places={places} district="Riverside" person={person} notice={null} palette={<PaletteButton pages={goals} things={nothing} search={nothing} />}>
      <Gallery />
    </Shell>
  );
}

await startLanguages();
const root = createRootRoute();
const page = createRoute({
  getParentRoute: () => root,
  path: "/cohorts",
  component: Frame,
  staticData: { crumb: "nav.cohorts" },
});
const router = createRouter({
  routeTree: root.addChildren([page]),
  history: createMemoryHistory({ initialEntries: ["/cohorts"] }),
});
const element = document.getElementById("root");
if (element)
  createRoot(element).render(
    <Providers>
      <Suspense>
        <RouterProvider router={router as never} />
      </Suspense>
    </Providers>,
  );
