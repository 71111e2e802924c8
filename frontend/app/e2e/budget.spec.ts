import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "@playwright/test";

test("the first page needs no more JavaScript than its budget", () => {
  const script = join(import.meta.dirname, "../scripts/size.mjs");
  const said = execFileSync(process.execPath, [script], { encoding: "utf8" });
  expect(said).toContain("First load:");
});
