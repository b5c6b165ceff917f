import { wrongUse } from "./command-error.ts";

/**
 * A package that only one command needs, loaded when it is needed.
 *
 * @param load  `() => import("csv-parse")`
 *
 * @throws {CommandError} `package-missing`, with the command that installs it.
 */
export async function optionalPackage<Module>(
  name: string,
  version: string,
  purpose: string,
  load: () => Promise<Module>,
): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code !== "ERR_MODULE_NOT_FOUND" && code !== "MODULE_NOT_FOUND") throw cause;
    throw wrongUse(
      "package-missing",
      `${purpose} needs the package \`${name}\`, which is not installed.`,
      `install it beside Brink: npm install ${name}@${version}`,
      { package: name, version },
    );
  }
}
