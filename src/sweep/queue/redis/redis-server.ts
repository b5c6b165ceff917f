import type { Redis as Client } from "ioredis";
import { SweepError } from "../../sweep-error.ts";
import { GREETING, inTime, isConnectionError, reasonOf } from "../connection-errors.ts";
import { optionalPackages } from "../optional-packages.ts";
import type { QueueAddress } from "../queue-address.ts";
import type { QueueServer } from "../queue-server.ts";
import { LEAVING, type RedisLibrary, redisConnection } from "./redis-connection.ts";
import { redisRefusal } from "./redis-refusals.ts";

/** BullMQ needs streams, and Redis 5 was the first to have them; 6.2 is what it is tested with. */
const OLDEST = 6;

/** @throws {SweepError} `package-missing`. */
export async function redisServer(address: QueueAddress): Promise<QueueServer> {
  const library = await optionalPackages("A queue in Redis", ["bullmq", "ioredis"], async () => {
    const [bullmq, { Redis }] = await Promise.all([import("bullmq"), import("ioredis")]);
    return { bullmq, Redis };
  });
  return {
    address,
    name: "Redis",
    greet: () => greet(library, address),
    connect: (options) => redisConnection(library, address, options),
    refusalOf: (thrown) => redisRefusal(thrown, address),
    isLost,
  };
}

async function greet({ Redis }: RedisLibrary, address: QueueAddress): Promise<void> {
  const client = new Redis(address.url, {
    lazyConnect: true,
    connectTimeout: GREETING,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    disconnectTimeout: LEAVING,
  });
  let reason: Error | undefined;
  client.on("error", (error: Error) => {
    reason = error;
  });
  try {
    await inTime(client.connect());
    checkVersion(await inTime(client.info("server")), address);
    await askForDatabase(client);
  } catch (thrown) {
    if (thrown instanceof SweepError) throw thrown;
    throw unreachable(address, reason ?? thrown);
  } finally {
    client.disconnect();
  }
}

/** ioredis asks for the database itself, but works on in database 0 where it is refused. */
async function askForDatabase(client: Client): Promise<void> {
  const { db } = client.options;
  if (db) await inTime(client.select(db));
}

function checkVersion(info: string, address: QueueAddress): void {
  const version = /redis_version:(\S+)/.exec(info)?.[1] ?? "";
  if (Number.parseInt(version, 10) >= OLDEST) return;
  throw new SweepError(
    "queue-too-old",
    `At ${address.shown} answers ${version === "" ? "something that is no Redis" : `Redis ${version}`}. It must be Redis ${OLDEST} or newer.`,
    "install a newer one: Debian's package `redis-server` is new enough since Debian 11.",
    { version },
  );
}

function unreachable(address: QueueAddress, cause: unknown): SweepError {
  const refusal = redisRefusal(cause, address);
  if (refusal) return refusal;
  const message = cause instanceof Error ? cause.message : "";
  // ioredis has no code for an answer that is not of Redis.
  const noRedis = message.includes("RESP type") || message.includes("Protocol error");
  return new SweepError(
    "queue-unreachable",
    `No Redis answers at ${address.shown}: ${noRedis ? "what answers there is no Redis" : reasonOf(cause)}.`,
    "check host and port; on this machine, `redis-server` starts one and `redis-cli ping` tells whether it runs.",
    { address: address.shown },
  );
}

function isLost(thrown: unknown): boolean {
  if (isConnectionError(thrown)) return true;
  if (!(thrown instanceof Error)) return false;
  if (thrown.name === "MaxRetriesPerRequestError" || thrown.name === "ConnectionClosedError") return true;
  // ioredis has no code for a connection it closed itself; LOADING and BUSY are codes of Redis.
  return /Connection is closed|Connection is in|Stream isn't writeable|^(LOADING|BUSY|MASTERDOWN)\b/.test(
    thrown.message,
  );
}
