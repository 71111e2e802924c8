import { RouterProvider } from "@tanstack/react-router";
import { StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { whenSignedOut } from "@/lib/api";
import { keepFocus } from "@/lib/focus";
import { startLanguages } from "@/lib/i18n";
import { queryClient } from "@/lib/query";
import { Providers } from "./Providers";
import { router } from "./router";

await startLanguages();
keepFocus();
whenSignedOut(() => {
  queryClient.clear();
  void router.navigate({ to: "/sign-in", search: { next: router.state.location.href } });
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
