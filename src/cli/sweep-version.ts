import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { version } from "../analysis/version.ts";

/** What the threads of a sweep run, in the built program. */
export const sweepWorkerFile: string = fileURLToPath(new URL("./sweep-worker.js", import.meta.url));

/**
 * Names the program whose digits a sweep has: version and a digest of the
 * built code (the names of its parts hold theirs), so that results of two
 * builds with the same version number are never mixed. Run from its sources:
 * `0.1.0+sources`, which every change of the sources keeps.
 */
export function sweepVersion(workerFile: string = sweepWorkerFile): string {
  if (!existsSync(workerFile)) return `${version}+sources`;
  const digest = createHash("sha256").update(readFileSync(workerFile)).digest("hex");
  return `${version}+${digest.slice(0, 12)}`;
}
