import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // The page imports the library by its name.
  resolve: {
    alias: {
      "brink/reading": fileURLToPath(new URL("src/reading.ts", import.meta.url)),
      brink: fileURLToPath(new URL("src/index.ts", import.meta.url)),
    },
  },
  test: { include: ["test/**/*.test.ts"], testTimeout: 30_000 },
});
