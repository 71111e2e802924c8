import { fileURLToPath } from "node:url";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { groups } from "./scripts/chunks.ts";
import { serviceWorker } from "./scripts/service-worker.ts";

const api = process.env["TELLMORE_API"] ?? "http://127.0.0.1:8000";

// One chunk a route, loader and all: nothing of a page is in the first load but its address.
const defaultBehavior: ("loader" | "component")[][] = [["loader", "component"]];

export default defineConfig({
  plugins: [tanstackRouter({ target: "react", autoCodeSplitting: true, codeSplittingOptions: { defaultBehavior } }), react(), serviceWorker()],
  resolve: {
    alias: { "@": fileURLToPath(new URL("src", import.meta.url)) },
    conditions: ["@tellmore/source", "module", "browser", "development|production"],
  },
  server: { proxy: Object.fromEntries(["/v1", "/healthz", "^/c/", "^/t/", "^/heard/"].map((path) => [path, api])) },
  build: {
    target: "es2023",
    manifest: true,
    assetsInlineLimit: 0,
    rolldownOptions: { output: { codeSplitting: { groups } } },
    // The lists of what each route will import cost the first load a kilobyte a route.
    modulePreload: { resolveDependencies: (_, files, { hostType }) => (hostType === "html" ? files : []) },
  },
  test: {
    testTimeout: 30_000,
    environment: "jsdom",
    pool: "vmThreads", // a window for each file and one jsdom for all: to load it costs more than the tests
    include: ["test/**/*.test.{ts,tsx}"],
    setupFiles: ["test/setup.ts"],
  },
});
