import { existsSync, readdirSync } from "node:fs";
import js from "@eslint/js";
import a11y from "eslint-plugin-jsx-a11y";
import hooks from "eslint-plugin-react-hooks";
import globals from "globals";
import tseslint from "typescript-eslint";

const root = new URL("app/src/features", import.meta.url).pathname;
const features = existsSync(root) ? readdirSync(root) : [];

/** Who may import whom: routes → features → components → lib. */
const closed = (files, patterns) => ({
  files,
  rules: {
    "no-restricted-imports": [
      "error",
      { patterns: patterns.map(([group, message]) => ({ group: [group].flat(), message })) },
    ],
  },
});

const noRoutes = ["@/routes/**", "Routes compose features, never the other way round"];
const noFeatures = ["@/features/**", "What features share belongs in components or lib"];
const noComponents = ["@/components/**", "lib knows no components"];
const noUpward = ["../**", "Name another folder as @/…, so that the boundary can be seen"];
const otherFeatures = (own) => [
  ["@/features/**", `!@/features/${own}`, `!@/features/${own}/**`],
  "A feature imports no other feature: lift what they share into components or lib",
];

export default tseslint.config(
  { ignores: ["**/dist/**", "**/build/**", "**/node_modules/**", "**/*.gen.ts", "client/src/gen/**", "app/e2e/output/**"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        // One program each, read once: a service that waits for changes takes longer.
        project: ["*/tsconfig.json", "app/worker/tsconfig.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "max-lines": ["error", { max: 200, skipBlankLines: true, skipComments: true }],
      "@typescript-eslint/no-confusing-void-expression": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/only-throw-error": "off",
      "@typescript-eslint/no-invalid-void-type": "off",
    },
  },
  { files: ["**/*.{js,mjs}"], ...tseslint.configs.disableTypeChecked },
  { files: ["**/*.{js,mjs}"], languageOptions: { globals: globals.node } },
  {
    files: ["app/src/**/*.{ts,tsx}"],
    ...a11y.flatConfigs.strict,
    languageOptions: { globals: globals.browser },
  },
  {
    files: ["app/src/**/*.{ts,tsx}"],
    plugins: { "react-hooks": hooks },
    rules: {
      ...hooks.configs.recommended.rules,
      "jsx-a11y/no-noninteractive-element-to-interactive-role": ["error", { ul: ["listbox"], li: ["option"] }],
      "jsx-a11y/no-interactive-element-to-noninteractive-role": [
        "error",
        { tr: ["row"], td: ["cell"], th: ["columnheader", "rowheader"] },
      ],
      "no-restricted-globals": [
        "error",
        { name: "fetch", message: "The generated client is the only door to the API" },
        { name: "XMLHttpRequest", message: "The generated client is the only door to the API" },
      ],
    },
  },
  {
    files: ["app/src/routes/**/*.tsx"],
    rules: { "max-lines": ["error", { max: 80, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ["**/test/**", "app/e2e/**"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unnecessary-condition": "off",
    },
  },
  closed(["app/src/lib/**"], [noRoutes, noFeatures, noComponents]),
  closed(["app/src/components/**"], [noRoutes, noFeatures]),
  ...features.map((own) =>
    closed([`app/src/features/${own}/**`], [noRoutes, noUpward, otherFeatures(own)]),
  ),
);
