import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  clearScreen: false,
  server: { port: 1420, strictPort: true },
  resolve: {
    // One instance each: CodeMirror compares extensions by identity, UI5 keeps its registries in its base.
    dedupe: ["react", "react-dom", "@codemirror/state", "@codemirror/view", "@lezer/common", "@ui5/webcomponents-base"],
  },
  build: {
    target: ["safari16"],
    modulePreload: { polyfill: false },
    // The page's policy allows no data: fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
  },
  test: {
    environment: "happy-dom",
    setupFiles: ["./vitest.setup.ts"],
    restoreMocks: true,
  },
});
