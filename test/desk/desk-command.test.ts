import { describe, expect, it } from "vitest";
import { run } from "../../src/cli/run.ts";

function runDesk(args: readonly string[]) {
  let err = "";
  const silent = { write: () => true };
  const host = { out: silent, err: { write: (text: string) => (err += text) }, environment: {}, folder: process.cwd() };
  return run(["desk", ...args], host).then((exit) => ({ exit, err }));
}

describe("brink desk", () => {
  it("says which folder is not there", async () => {
    const { exit, err } = await runDesk(["not/a/folder"]);
    expect(exit).toBe(2);
    expect(err).toContain("There is no folder `not/a/folder`");
  });

  it("takes whole numbers for a port only", async () => {
    for (const port of ["0", "70000", "x"]) expect((await runDesk([".", "--port", port])).exit).toBe(2);
  });
});
