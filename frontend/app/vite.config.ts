import { fileURLToPath } from "node:url";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const api = process.env["TELLMORE_API"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [tanstackRouter({ target: "react", autoCodeSplitting: true }), react()],
  resolve: {
    alias: { "@": fileURLToPath(new URL("src", import.meta.url)) },
    conditions: ["@tellmore/source", "module", "browser", "development|production"],
  },
  server: { proxy: Object.fromEntries(["/v1", "/healthz"].map((path) => [path, api])) },
  build: { target: "es2023", manifest: true, assetsInlineLimit: 0 },
  test: {
    testTimeout: 30_000,
    environment: "jsdom",
    include: ["test/**/*.test.{ts,tsx}"],
    setupFiles: ["test/setup.ts"],
  },
});
