import js from "@eslint/js";
import lit from "eslint-plugin-lit";
import litA11y from "eslint-plugin-lit-a11y";
import wc from "eslint-plugin-wc";
import ts from "typescript-eslint";

export default ts.config(
  { ignores: ["node_modules"] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked.map((config) => ({ ...config, files: ["**/*.ts"] })),
  {
    files: ["**/*.ts"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": "off",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "no-restricted-globals": ["error", { name: "event", message: "Name the argument." }],
    },
  },
  {
    files: ["src/logic/**/*.ts"],
    rules: {
      "no-restricted-imports": ["error", { patterns: ["lit", "lit/*", "../elements/*"] }],
      "no-restricted-globals": [
        "error",
        ...["window", "document", "customElements", "setTimeout", "setInterval", "performance"].map((name) => ({
          name,
          message: "logic/ is pure: what it needs is an argument.",
        })),
      ],
      "no-restricted-properties": ["error", { object: "Date", property: "now", message: "Time is an argument." }],
    },
  },
  { ...lit.configs["flat/recommended"], files: ["src/**/*.ts"] },
  { ...wc.configs["flat/best-practice"], files: ["src/**/*.ts"] },
  { ...litA11y.configs.recommended, files: ["src/**/*.ts"], plugins: { "lit-a11y": litA11y } },
  {
    files: ["src/**/*.ts"],
    rules: {
      // Home Assistant sets properties, never attributes.
      "wc/no-self-class": "off",
      "lit/no-legacy-template-syntax": "error",
      "lit/no-private-properties": "error",
      "lit/no-template-bind": "error",
      "lit/prefer-static-styles": "error",
      "lit/no-useless-template-literals": "error",
    },
  },
  {
    files: ["scripts/**/*.js"],
    languageOptions: { globals: { console: "readonly", process: "readonly", URL: "readonly" } },
  },
);
