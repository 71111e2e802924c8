import { join } from "node:path";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";
import { expect, test, vi } from "vitest";

const root = join(import.meta.dirname, "../..");
const ruleFilter = ({ ruleId }: { ruleId: string }): boolean => /^no-restricted/.test(ruleId);
// Who imports whom is seen without types, which take the linter a minute to read.
const eslint = new ESLint({ cwd: root, overrideConfig: [tseslint.configs.disableTypeChecked], ruleFilter });

// The first loads the linter, on what others leave of a busy machine.
vi.setConfig({ testTimeout: 120_000 });

async function refused(path: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: join(root, "app/src", path) });
  return result!.messages.map(({ ruleId }) => ruleId ?? "parse");
}

test.each([
  ["a feature imports another feature", "features/sign-in/SignInForm.tsx", 'import "@/features/shell/Shell";'],
  ["a feature reaches up by dots", "features/sign-in/SignInForm.tsx", 'import "../shell/Shell";'],
  ["a feature imports a route", "features/sign-in/SignInForm.tsx", 'import "@/routes/__root";'],
  ["a primitive imports a feature", "components/ui/Icon.tsx", 'import "@/features/shell/Shell";'],
  ["lib imports a component", "lib/can.ts", 'import "@/components/ui/Icon";'],
])("the linter refuses when %s", async (_, path, code) => {
  expect(await refused(path, code)).toEqual(["no-restricted-imports"]);
});

test("the linter refuses a fetch past the client", async () => {
  expect(await refused("lib/can.ts", 'void fetch("/v1/cohorts");')).toEqual(["no-restricted-globals"]);
});

test("a feature may import its own files and the primitives", async () => {
  expect(await refused("features/sign-in/SignInForm.tsx", 'import "./SignInPage"; import "@/components/ui/Icon";')).toEqual([]);
});
