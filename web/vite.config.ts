import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

/** The library under its public names, from its public entries. The longer name comes first: it begins like the other. */
const library = {
  "brink/reading": fileURLToPath(new URL("../src/reading.ts", import.meta.url)),
  brink: fileURLToPath(new URL("../src/index.ts", import.meta.url)),
};

export default defineConfig({
  // Relative, so that the page works below any path of any server.
  base: "./",
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [svelte()],
  resolve: { alias: library },
  worker: {
    format: "es",
    // All that a worker begins with is one script: it learns of others only when it has come.
    rollupOptions: { output: { codeSplitting: { groups: [{ name: "begin", tags: ["$initial"] }] } } },
  },
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { host: "127.0.0.1", fs: { allow: [fileURLToPath(new URL("..", import.meta.url))] } },
});
