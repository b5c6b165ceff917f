import { packageMissing } from "../sweep-error.ts";
import { isAbsent } from "../write-parquet.ts";

/** The two packages a queue needs. */
export interface QueueLibrary {
  readonly bullmq: typeof import("bullmq");
  readonly Redis: typeof import("ioredis").Redis;
}

/**
 * Loads what a queue needs; both are optional packages.
 *
 * @throws {SweepError} `package-missing`.
 */
export async function queueLibrary(): Promise<QueueLibrary> {
  try {
    const [bullmq, { Redis }] = await Promise.all([import("bullmq"), import("ioredis")]);
    return { bullmq, Redis };
  } catch (cause) {
    if (isAbsent(cause)) throw packageMissing(["bullmq", "ioredis"], "A queue");
    throw cause;
  }
}
