import { join } from "node:path";
import { expect, it } from "vitest";
import { run } from "../../src/cli/run.ts";

it("a table of what-ifs keeps the number of the ending moved most where its name does not fit", async () => {
  let out = "";
  const options = ["--as-of", "1962-10-24", "--each", "--force", "us.strike", "--draws", "2"];
  await run(["what-if", "crises/cuba-1962/crisis.yaml", ...options], {
    out: { write: (text) => (out += text), columns: 80 },
    err: { write: () => 0 },
    environment: {},
    folder: join(import.meta.dirname, "../.."),
  });
  const row = out.split("\n").find((line) => line.startsWith("  force us.strike"))!;
  expect(row).toMatch(/… [+−]\d+\.\d$/);
  expect(row.length).toBeLessThanOrEqual(80);
});
