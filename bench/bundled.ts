import { join } from "node:path";
import { build } from "tsdown";

/**
 * A benchmark's own process, bundled as the program is. What translates the
 * sources while they are loaded keeps the names of all functions, inner ones
 * too, and does so in worker threads as well: small draws took a third longer.
 *
 * @param name of a file in this folder.
 * @returns the file to run.
 */
export async function bundled(name: string): Promise<string> {
  const outDir = "node_modules/.cache/bench";
  await build({
    entry: { [name]: `bench/${name}.ts` },
    outDir,
    format: "esm",
    platform: "node",
    target: "node20",
    dts: false,
    clean: false,
    config: false,
    logLevel: "error",
    fixedExtension: false,
  });
  return join(outDir, `${name}.js`);
}
