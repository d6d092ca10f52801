import { gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Most that is loaded before anything is drawn, gzipped bytes. */
const FIRST_SCRIPT = 250 * 1024;

/** Fails the build when the first chunk and what it imports outgrow the budget. */
function budget(): Plugin {
  return {
    name: "budget",
    generateBundle(_, bundle) {
      const first = new Set<string>();
      const add = (file: string) => {
        const chunk = bundle[file];
        if (chunk?.type !== "chunk" || first.has(file)) return;
        first.add(file);
        chunk.imports.forEach(add);
      };
      for (const chunk of Object.values(bundle)) if (chunk.type === "chunk" && chunk.isEntry) add(chunk.fileName);
      const size = [...first].reduce((sum, file) => {
        const chunk = bundle[file];
        return sum + (chunk?.type === "chunk" ? gzipSync(chunk.code).length : 0);
      }, 0);
      const text = `first script ${(size / 1024).toFixed(1)} of ${FIRST_SCRIPT / 1024} KB (gzip), ${first.size} chunks`;
      if (size > FIRST_SCRIPT) this.error(text);
      this.info(text);
    },
  };
}

export default defineConfig({
  plugins: [react(), budget()],
  clearScreen: false,
  server: { port: 1420, strictPort: true, fs: { allow: [".."] } },
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
    testTimeout: 30_000,
  },
});
