import type { Redis } from "ioredis";
import type { JobResult, SweepJob } from "../../sweep-job.ts";
import { AGAIN, GREETING } from "../connection-errors.ts";
import { JobQueue, type JobState, queueSettings } from "../job-queue.ts";
import type { QueueAddress } from "../queue-address.ts";
import type { ConnectOptions, JobWorker, KeptTexts, QueueConnection } from "../queue-server.ts";

/** The two packages a queue in Redis needs. */
export interface RedisLibrary {
  readonly bullmq: typeof import("bullmq");
  readonly Redis: typeof import("ioredis").Redis;
}

/** What all keys begin with, so that a Redis can serve other purposes too. */
const PREFIX = "brink";
/** Milliseconds a connection that is left has to close. */
export const LEAVING = 100;

export function redisConnection(
  { bullmq, Redis }: RedisLibrary,
  address: QueueAddress,
  options: ConnectOptions,
): QueueConnection {
  const client = new Redis(address.url, {
    maxRetriesPerRequest: options.patient ? null : 0,
    retryStrategy: () => AGAIN,
    connectTimeout: GREETING,
    disconnectTimeout: LEAVING,
    // One round trip for many commands given at once.
    enableAutoPipelining: !options.patient,
  });
  watch(client, options);
  return {
    kept: keptIn(client),
    get isReady() {
      return client.status === "ready";
    },
    async openQueue(name) {
      const settings = { ...queueSettings, connection: client, prefix: PREFIX };
      const queue = new bullmq.Queue<SweepJob, JobResult>(name, settings);
      queue.on("error", () => {});
      const find = async (ids: readonly string[]): Promise<ReadonlyMap<string, JobState>> => {
        const states = await Promise.all(ids.map(async (id) => stateOf(await bullmq.Job.fromId(queue, id))));
        return new Map(ids.flatMap((id, j) => (states[j] ? [[id, states[j]]] : [])));
      };
      return new JobQueue(queue, find);
    },
    async startWorker(name, processorFile, settings): Promise<JobWorker> {
      return new bullmq.Worker<SweepJob, JobResult>(name, processorFile, {
        ...settings,
        connection: client,
        prefix: PREFIX,
      });
    },
    async close() {
      client.disconnect();
    },
  };
}

/** What breaks a connection is told by the commands that need it, or by these two. */
function watch(client: Redis, { onLost, onBack }: ConnectOptions): void {
  let lost = false;
  let ending = false;
  client.on("error", () => {});
  client.on("end", () => {
    ending = true;
  });
  client.on("close", () => {
    if (!lost && !ending && client.status !== "end") onLost?.();
    lost = true;
  });
  client.on("ready", () => {
    if (lost) onBack?.();
    lost = false;
  });
}

async function stateOf(job: import("bullmq").Job<SweepJob, JobResult> | undefined): Promise<JobState | undefined> {
  if (!job) return undefined;
  if (job.finishedOn === undefined) return { kind: "open" };
  const state = await job.getState();
  if (state === "completed") return { kind: "done", result: job.returnvalue };
  return state === "failed" ? { kind: "failed", reason: job.failedReason } : { kind: "open" };
}

function keptIn(client: Redis): KeptTexts {
  const keyOf = (name: string): string => `${PREFIX}:${name}`;
  return {
    async put(name, text, seconds) {
      await client.set(keyOf(name), text, "EX", seconds);
    },
    async get(name) {
      return (await client.get(keyOf(name))) ?? undefined;
    },
    async list(prefix) {
      const keys: string[] = [];
      let cursor = "0";
      do {
        const [next, found] = await client.scan(cursor, "MATCH", `${keyOf(prefix)}*`, "COUNT", 1000);
        keys.push(...found);
        cursor = next;
      } while (cursor !== "0");
      const texts = keys.length === 0 ? [] : await client.mget(keys);
      return texts.filter((text) => text !== null);
    },
    async delete(name) {
      await client.del(keyOf(name));
    },
  };
}
