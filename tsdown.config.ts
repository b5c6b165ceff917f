import { defineConfig } from "tsdown";

/** The library runs in Node and in browsers; the command line, with its worker, in Node only. */
export default defineConfig([
  {
    entry: { index: "src/index.ts", reading: "src/reading.ts" },
    outDir: "dist",
    format: "esm",
    platform: "neutral",
    target: "es2023",
    dts: true,
    clean: false,
    fixedExtension: false,
  },
  {
    entry: {
      main: "src/cli/main.ts",
      "part-worker": "src/cli/part-worker.ts",
      "sweep-worker": "src/cli/sweep-worker.ts",
      "tool-worker": "src/cli/tool-worker.ts",
    },
    outDir: "dist/cli",
    format: "esm",
    platform: "node",
    target: "node20",
    dts: false,
    clean: false,
    fixedExtension: false,
  },
]);
