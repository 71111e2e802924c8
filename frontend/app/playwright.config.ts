import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const debian = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];
const chromium = process.env["CHROMIUM"] ?? debian.find((path) => existsSync(path));
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

export default defineConfig({
  testDir: "e2e",
  outputDir: "e2e/output",
  reporter: "line",
  workers: 2,
  timeout: 180_000,
  // What should come at once says so itself; all else may take as long as a busy machine needs for it.
  expect: { timeout: 20_000 },
  use: {
    baseURL: process.env["TELLMORE_URL"] ?? "http://127.0.0.1:8000",
    // What a service worker asks for passes by a test's routes; and keeping the page costs each new screen its files.
    serviceWorkers: "block",
    // Whoever wants no motion sees the same pages; the walks go through them with it.
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: { args: flags, ...(chromium ? { executablePath: chromium } : {}) },
  },
  projects: [
    { name: "walk", testMatch: /walk\.spec\.ts/ }, // the longest first: nothing has to wait for them at the end
    { name: "gallery", testMatch: /gallery\.spec\.ts/ },
    { name: "pages", testIgnore: /(walk|gallery|live)\.spec\.ts/ },
    // What one screen shows of the other within a second is measured with no other browser at work.
    { name: "live", testMatch: /live\.spec\.ts/, dependencies: ["walk", "gallery", "pages"] },
  ],
});
