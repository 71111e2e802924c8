import { defineConfig } from "vitest/config";

// Beside a browser the first test of a file may wait long for what it loads.
export default defineConfig({ test: { testTimeout: 30_000 } });
