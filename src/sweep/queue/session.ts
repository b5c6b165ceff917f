import type { CrisisBundle } from "../crisis-bundle.ts";
import type { JobQueue } from "./job-queue.ts";
import type { QueueAddress } from "./queue-address.ts";
import { crisisName, queueName } from "./queue-names.ts";
import type { KeptTexts, QueueServer } from "./queue-server.ts";
import { serverAt } from "./server-at.ts";

/** Seconds the text of a crisis nobody asks for is kept. */
const CRISIS_KEPT = 14 * 86_400;

/** The queue of one version of the program on one server, seen by who gives it work. */
export interface QueueSession {
  readonly server: QueueServer;
  readonly version: string;
  /** Asking fails at once while the connection is lost, of this and of the queue. */
  readonly kept: KeptTexts;
  readonly queue: JobQueue;
  close(): Promise<void>;
}

/**
 * @throws {SweepError} `package-missing`, `queue-unreachable`, `queue-refuses`, `queue-too-old`.
 */
export async function openSession(address: QueueAddress, version: string): Promise<QueueSession> {
  const server = await serverAt(address);
  await server.greet();
  const connection = server.connect({ patient: false });
  const queue = await connection.openQueue(queueName(version));
  return {
    server,
    version,
    kept: connection.kept,
    queue,
    async close() {
      await queue.close().catch(() => {});
      await connection.close();
    },
  };
}

/** Lay the texts of crises down where workers find them. */
export async function putCrises({ kept }: QueueSession, bundles: ReadonlyMap<string, CrisisBundle>): Promise<void> {
  for (const [hash, bundle] of bundles) await kept.put(crisisName(hash), JSON.stringify(bundle), CRISIS_KEPT);
}
