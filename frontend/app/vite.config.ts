import { fileURLToPath } from "node:url";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { serviceWorker } from "./scripts/service-worker.ts";

const api = process.env["TELLMORE_API"] ?? "http://127.0.0.1:8000";

// One chunk a route, loader and all: nothing of a page is in the first load but its address.
const defaultBehavior: ("loader" | "component")[][] = [["loader", "component"]];

const base = /@mantine\/(core\/esm\/core|hooks\/esm\/(utils|use-(id|isomorphic-effect|merged-ref)))\//;

/** What stays of a route in the first load: its address. Forty files of that compress far worse than one. */
const addresses = /\/src\/routes\/[^?]*\.tsx$/;

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
    // Left alone, the bundler puts Mantine's base beside whatever field first uses it.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "base", test: base }, { name: "addresses", test: addresses }] } } },
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
