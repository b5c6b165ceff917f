import { packageMissing } from "../sweep-error.ts";
import { isAbsent } from "../write-parquet.ts";

/**
 * Loads what a queue needs.
 *
 * @param names what to install where it is not there.
 *
 * @throws {SweepError} `package-missing`.
 */
export async function optionalPackages<T>(what: string, names: readonly string[], load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    if (isAbsent(cause)) throw packageMissing(names, what);
    throw cause;
  }
}
