import { RouterProvider } from "@tanstack/react-router";
import { StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { whenSignedOut } from "@/lib/api";
import { keepFocus } from "@/lib/focus";
import { startLanguages } from "@/lib/i18n";
import { setSignedOut } from "@/lib/signedOut";
import { Providers } from "./Providers";
import { router } from "./router";

await startLanguages();
keepFocus();
whenSignedOut(() => {
  // Whoever has signed out is there already.
  if (router.state.location.pathname === "/sign-in") return;
  setSignedOut(true);
  void import("@/lib/screens").then(({ forgetScreens }) => forgetScreens());
});
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <Providers>
      <Suspense>
        <RouterProvider router={router} />
      </Suspense>
    </Providers>
  </StrictMode>,
);
// A reload without a network shows the page again.
if (import.meta.env.PROD && "serviceWorker" in navigator)
  void navigator.serviceWorker.register("/sw.js").catch(() => undefined);
