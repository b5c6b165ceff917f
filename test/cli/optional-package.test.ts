import { describe, expect, it } from "vitest";
import { CommandError } from "../../src/cli/command-error.ts";
import { optionalPackage } from "../../src/cli/optional-package.ts";

describe("a package that only one command needs", () => {
  it("is given where it is installed", async () => {
    const found = await optionalPackage("csv-parse", "7.0.3", "This", () => import("csv-parse"));
    expect(found.parse).toBeTypeOf("function");
  });

  it("is named with the command that installs it where it is not", async () => {
    const name = "no-package-of-this-name";
    const failure = await optionalPackage(name, "1.2.3", "Importing event data", async () => {
      // What Node throws where a package is not there.
      throw Object.assign(new Error(`Cannot find package '${name}'`), { code: "ERR_MODULE_NOT_FOUND" });
    }).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(CommandError);
    expect(failure).toMatchObject({
      exit: 2,
      diagnostics: [
        {
          code: "package-missing",
          message: "Importing event data needs the package `no-package-of-this-name`, which is not installed.",
          hint: "install it beside Brink: npm install no-package-of-this-name@1.2.3",
        },
      ],
    });
  });

  it("that is there and broken is no missing package", async () => {
    await expect(optionalPackage("x", "1", "This", () => Promise.reject(new SyntaxError("broken")))).rejects.toThrow(
      "broken",
    );
  });
});
