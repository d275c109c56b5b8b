import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

const manifest = JSON.parse(
  readFileSync(new URL("../custom_components/heating_pad/manifest.json", import.meta.url), "utf-8"),
) as { version: string };

export default defineConfig({
  define: { __VERSION__: JSON.stringify(manifest.version) },
  build: {
    outDir: "../custom_components/heating_pad/frontend",
    emptyOutDir: true,
    // Chrome and Android WebView 90, Firefox 98, Safari 15.4: see scripts/oldest_browser.js.
    target: ["es2021", "chrome90", "firefox98", "safari15.4"],
    cssTarget: "chrome90",
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { "heating-pad": "src/main.ts", "heating-pad-dashboard": "src/dashboard.ts" },
      preserveEntrySignatures: false,
      output: {
        format: "es",
        entryFileNames: "[name].js",
        // No hash in names: the folder's address carries one for all.
        chunkFileNames: "heating-pad-shared.js",
      },
    },
  },
  test: { include: ["test/**/*.test.ts"], environment: "node" },
});
