import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const debian = "/usr/bin/chromium";
const chromium = process.env["CHROMIUM"] ?? (existsSync(debian) ? debian : undefined);
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

const looks = [
  { name: "chromebook", viewport: { width: 1366, height: 768 } },
  { name: "phone", viewport: { width: 360, height: 740 }, hasTouch: true },
];

export default defineConfig({
  testDir: "e2e",
  outputDir: "e2e/output",
  reporter: "line",
  workers: 2,
  timeout: 180_000,
  use: {
    baseURL: process.env["TELLMORE_URL"] ?? "http://127.0.0.1:8000",
    launchOptions: { args: flags, ...(chromium ? { executablePath: chromium } : {}) },
  },
  projects: [
    { name: "gallery", testMatch: /gallery\.spec\.ts/ },
    { name: "walk", testIgnore: /gallery\.spec\.ts/ },
  ],
  metadata: { looks },
});
