import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { kernelSource } from "../../scripts/kernel-source.ts";

const root = join(import.meta.dirname, "../..");

describe("the kernel", () => {
  it("is what its source compiles to", async () => {
    expect(readFileSync(join(root, "src/lanes/kernel-bytes.ts"), "utf8")).toBe(await kernelSource(root));
  });
});
