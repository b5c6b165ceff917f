import type { Redis } from "ioredis";
import { SweepError } from "../sweep-error.ts";
import type { QueueAddress } from "./queue-address.ts";
import type { QueueLibrary } from "./queue-library.ts";

/** Milliseconds until an answer to the first greeting is given up. */
const GREETING = 5000;
/** BullMQ needs streams, and Redis 5 was the first to have them; 6.2 is what it is tested with. */
const OLDEST = 6;
/** Milliseconds between two tries to connect again. */
const AGAIN = 500;
/** Milliseconds a connection that is left has to close. */
const LEAVING = 100;

/**
 * Greets a Redis, so that a wrong address is told at once and in plain words.
 *
 * @throws {SweepError} `queue-unreachable`, `queue-refuses`, `queue-too-old`.
 */
export async function greet({ Redis }: QueueLibrary, address: QueueAddress): Promise<void> {
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
  } catch (thrown) {
    if (thrown instanceof SweepError) throw thrown;
    throw unreachable(address, reason ?? thrown);
  } finally {
    client.disconnect();
  }
}

/**
 * A connection that comes back by itself.
 *
 * @param patient whether commands wait for it to come back, as a worker's must; else they fail at once.
 */
export function connection({ Redis }: QueueLibrary, address: QueueAddress, patient: boolean): Redis {
  return new Redis(address.url, {
    maxRetriesPerRequest: patient ? null : 0,
    retryStrategy: () => AGAIN,
    connectTimeout: GREETING,
    disconnectTimeout: LEAVING,
    // One round trip for many commands given at once.
    enableAutoPipelining: !patient,
  });
}

async function inTime<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${GREETING / 1000} seconds`)), GREETING);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
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
  const refusal = refusalOf(cause, address);
  if (refusal) return refusal;
  return new SweepError(
    "queue-unreachable",
    `No Redis answers at ${address.shown}: ${reasonOf(cause)}.`,
    "check host and port; on this machine, `redis-server` starts one and `redis-cli ping` tells whether it runs.",
    { address: address.shown },
  );
}

/** Redis answers, but does not do as told; undefined for everything else. Its first word is its code. */
export function refusalOf(cause: unknown, address: QueueAddress): SweepError | undefined {
  const message = cause instanceof Error ? cause.message : "";
  const code = /\b(NOAUTH|WRONGPASS|NOPERM|MISCONF|OOM|READONLY)\b/.exec(message)?.[1];
  const known = refusals.find((refusal) => refusal.code === code);
  if (!known) return undefined;
  const words = known.words ?? message.replace(/\.*$/, "");
  return new SweepError("queue-refuses", `The Redis at ${address.shown} refuses: ${words}.`, known.hint, {
    code,
    message,
  });
}

const password = "give user and password in the address: `redis://USER:PASSWORD@host:6379`.";
/** Codes of Redis; where there are no words of ours, its own are shown. */
const refusals: readonly { readonly code: string; readonly words?: string; readonly hint: string }[] = [
  { code: "NOAUTH", words: "it asks for a password", hint: password },
  { code: "WRONGPASS", words: "user or password is wrong", hint: password },
  { code: "NOPERM", hint: "let this user run all commands on the keys `brink*`." },
  {
    code: "MISCONF",
    words: "it cannot save to its disk",
    hint: "make room on its disk (its log says more), then run the same command again; it goes on from what is there.",
  },
  {
    code: "OOM",
    words: "its memory is full",
    hint: "give it more (`maxmemory` in redis.conf), then run the same command again; it goes on from what is there.",
  },
  { code: "READONLY", words: "it is a replica", hint: "name the primary it copies." },
];

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const host = cause instanceof Error && "hostname" in cause ? ` \`${String(cause.hostname)}\`` : "";
  const known: Readonly<Record<string, string>> = {
    ECONNREFUSED: "the connection is refused",
    ENOTFOUND: `there is no host${host}`,
    EAI_AGAIN: `the host${host} cannot be looked up`,
    ETIMEDOUT: "no answer came in time",
    ECONNRESET: "the connection is closed at once",
  };
  const message = cause instanceof Error ? cause.message : "";
  // ioredis has no code for an answer that is not of Redis.
  if (message.includes("RESP type") || message.includes("Protocol error")) return "what answers there is no Redis";
  return known[code] ?? (cause instanceof Error ? cause.message.replace(/\.$/, "") : String(cause));
}
