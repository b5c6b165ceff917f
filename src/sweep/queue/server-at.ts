import { postgresServer } from "./postgres/postgres-server.ts";
import type { QueueAddress } from "./queue-address.ts";
import type { QueueServer } from "./queue-server.ts";
import { redisServer } from "./redis/redis-server.ts";

/**
 * The server of an address; nothing is connected yet.
 *
 * @throws {SweepError} `package-missing`: what it needs are optional packages.
 */
export async function serverAt(address: QueueAddress): Promise<QueueServer> {
  return address.kind === "redis" ? await redisServer(address) : await postgresServer(address);
}
