import type { PgPool, PostgresQueueBackend, QueueBaseOptions } from "bullmq";
import { SweepError } from "../../sweep-error.ts";
import type { JobResult } from "../../sweep-job.ts";
import { GREETING } from "../connection-errors.ts";
import { JobQueue, type JobState, queueSettings } from "../job-queue.ts";
import type { QueueAddress } from "../queue-address.ts";
import type { ConnectOptions, JobWorker, QueueConnection } from "../queue-server.ts";
import { keptIn } from "./kept-table.ts";
import { type PostgresLibrary, SCHEMA } from "./postgres-library.ts";
import { PostgresPool } from "./postgres-pool.ts";

/** Connections of one process: one of a worker listens for jobs, the others are shared by its threads. */
const CONNECTIONS = 5;

export function postgresConnection(
  library: PostgresLibrary,
  address: QueueAddress,
  options: ConnectOptions,
): QueueConnection {
  const pool = new PostgresPool(poolOf(library, address), options);
  const factory = backendFactory(library, pool);
  return {
    kept: keptIn(pool),
    get isReady() {
      return pool.isReady;
    },
    async openQueue(name) {
      const queue = new library.bullmq.Queue(name, { ...queueSettings, connection: pool }, factory);
      queue.on("error", () => {});
      return new JobQueue(queue, (ids) => statesOf(pool, name, ids));
    },
    async startWorker(name, processorFile, settings): Promise<JobWorker> {
      await checkClock(pool, address, settings.lockDuration);
      return new library.bullmq.Worker(name, processorFile, { ...settings, connection: pool }, factory);
    },
    close: () => pool.end(),
  };
}

function poolOf({ pg }: PostgresLibrary, address: QueueAddress): PgPool {
  const pool: unknown = new pg.Pool({
    connectionString: address.url,
    application_name: "brink",
    max: CONNECTIONS,
    connectionTimeoutMillis: GREETING,
    keepAlive: true,
    // BullMQ names its tables without their schema.
    onConnect: async (client) => void (await client.query(`SET search_path TO ${SCHEMA}`)),
  });
  // BullMQ describes what it needs of a pool in types of its own, made for this one.
  return pool as PgPool;
}

/** BullMQ's own for Postgres, over our pool and in our schema; left to itself it would put both where it likes. */
function backendFactory(
  { bullmq }: PostgresLibrary,
  pool: PgPool,
): (name: string, options: QueueBaseOptions<PgPool>) => PostgresQueueBackend {
  class Connection extends bullmq.PostgresConnection {
    override readonly schema: string = SCHEMA;
    /** The greeting has seen to the tables; asked again, a failure would stick. */
    override async waitUntilReady(): Promise<void> {}
  }
  return (name, options) => new bullmq.PostgresQueueBackend(new Connection(pool), name, options, true);
}

/** BullMQ asks for one job at a time; a sweep looks at some together, several times a second. */
async function statesOf(
  pool: PostgresPool,
  queue: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, JobState>> {
  const { rows } = await pool.query<JobRow>(
    `SELECT id, state, return_value, failed_reason FROM ${SCHEMA}.job WHERE queue = $1 AND id = ANY($2)`,
    [queue, ids],
  );
  return new Map(rows.map((row) => [row.id, stateOf(row)]));
}

/** What is read of a row of BullMQ's table. */
interface JobRow {
  readonly id: string;
  readonly state: string;
  readonly return_value: JobResult;
  readonly failed_reason: string | null;
}

function stateOf({ state, return_value, failed_reason }: JobRow): JobState {
  if (state === "completed") return { kind: "done", result: return_value };
  return state === "failed" ? { kind: "failed", reason: failed_reason ?? "" } : { kind: "open" };
}

/**
 * Redis times the locks of jobs itself; here each worker does, by its own
 * clock, and would take over what others hold, or not take over what nobody does.
 */
async function checkClock(pool: PostgresPool, { shown }: QueueAddress, lock: number): Promise<void> {
  const before = Date.now();
  const { rows } = await pool.query<{ readonly now: number }>(
    "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now",
  );
  const ahead = (before + Date.now()) / 2 - rows[0]!.now;
  if (Math.abs(ahead) <= lock / 2) return;
  const seconds = Math.round(Math.abs(ahead) / 1000);
  throw new SweepError(
    "clock-off",
    `The clock of this machine is ${seconds} seconds ${ahead > 0 ? "ahead of" : "behind"} that of the Postgres at ${shown}. Workers must agree on the time.`,
    "have both set by the network: `sudo timedatectl set-ntp true`.",
    { seconds: ahead / 1000 },
  );
}
