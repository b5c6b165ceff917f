/**
 * Sweeps: threads of one machine, and worker processes on a queue in Redis and
 * in Postgres. Then an accident on each: 1000 jobs, one of two workers killed
 * and the server restarted in the middle; the bytes must be those of the
 * undisturbed run.
 *
 *     npm run build && npm run bench -- sweep [ROUNDS]
 *
 * Needs the servers of both, see `test/sweep`. Times are wall clock of the whole command, start and
 * layout included; one and two take turns, and the machine must be quiet.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Brink, isBuilt, jobsDone, until } from "../test/sweep/built-program.ts";
import { hasPostgres, PostgresServer } from "../test/sweep/postgres-server.ts";
import type { QueueTestServer } from "../test/sweep/queue-test-server.ts";
import { hasRedis, RedisServer } from "../test/sweep/redis-server.ts";
import { recordResult } from "./record-result.ts";
import { type Compared, inTurns } from "./rounds.ts";

const crisis = resolve(import.meta.dirname, "../crises/cuba-1962/crisis.yaml");
const folder = mkdtempSync(join(tmpdir(), "brink-bench-sweep-"));
/** Rows of the timed sweep and of one job: jobs of one to three seconds, and half a minute to a minute of them for one thread. */
const rows = 960;
const rowsPerJob = 32;
/** One and two take turns so often. */
const rounds = Number(process.argv[2] ?? 3);

if (!isBuilt || !hasRedis || !hasPostgres) {
  console.error(isBuilt ? "Redis and Postgres are not both here." : "Build first: npm run build");
  process.exit(1);
}

function plan(name: string, draws: number, perJob: number): string {
  const text = `sweep: ${name}\ncrisis: ${crisis}\ndraws: ${draws}\nrows_per_job: ${perJob}\n`;
  writeFileSync(join(folder, `${name}.yaml`), text);
  return `${name}.yaml`;
}

function parquet(results: string): Buffer {
  return readFileSync(join(folder, results, "rows.parquet"));
}

/** Runs a sweep to its end and returns the seconds it took. */
async function seconds(file: string, results: string, ...options: readonly string[]): Promise<number> {
  const begin = performance.now();
  const { status, err } = await new Brink(folder, "sweep", file, "-o", results, ...options).ended;
  if (status !== 0) throw new Error(err);
  return (performance.now() - begin) / 1000;
}

async function withWorkers<T>(
  server: QueueTestServer,
  count: number,
  work: (all: readonly Brink[]) => Promise<T>,
): Promise<T> {
  const workers = Array.from(
    { length: count },
    () => new Brink(folder, "worker", "--queue", server.url, "--threads", "1", "--lock", "5"),
  );
  try {
    await Promise.all(workers.map((worker) => worker.says("works for")));
    return await work(workers);
  } finally {
    await Promise.all(workers.map((worker) => worker.kill()));
  }
}

/** Whether the accidents leave the bytes as they are without any. */
async function accident(name: string, server: QueueTestServer): Promise<boolean> {
  const results = `shaken-${name}`;
  await withWorkers(server, 2, async ([first]) => {
    const sweep = new Brink(folder, "sweep", plan("accident", 1000, 1), "-o", results, "--queue", server.url);
    await until(() => jobsDone(join(folder, results)) >= 250);
    first?.process.kill("SIGKILL");
    await until(() => jobsDone(join(folder, results)) >= 500);
    await server.down();
    await server.up();
    const { status, err } = await sweep.ended;
    if (status !== 0) throw new Error(err);
  });
  return parquet(results).equals(parquet("calm"));
}

function twoOverOne({ slow, fast, ratio, ratios }: Compared): object {
  return {
    secondsOfOne: rounded(slow),
    secondsOfTwo: rounded(fast),
    twoOverOne: rounded(ratio),
    byRound: ratios.map(rounded),
  };
}

function rounded(value: number): number {
  return Math.round(100 * value) / 100;
}

const redis = await RedisServer.start();
const postgres = await PostgresServer.start();
try {
  const file = plan("timed", rows, rowsPerJob);
  let runs = 0;
  const all: Buffer[] = [];
  const timed = async (...options: readonly string[]): Promise<number> => {
    const results = `timed-${runs++}`;
    const taken = await seconds(file, results, ...options);
    all.push(parquet(results));
    return taken;
  };
  const onThreads = (count: number) => () => timed("--threads", `${count}`);
  const onWorkers = (server: QueueTestServer, count: number) => () =>
    withWorkers(server, count, () => timed("--queue", server.url));
  const threads = await inTurns(rounds, onThreads(1), onThreads(2));
  const redisWorkers = await inTurns(rounds, onWorkers(redis, 1), onWorkers(redis, 2));
  const postgresWorkers = await inTurns(rounds, onWorkers(postgres, 1), onWorkers(postgres, 2));
  await seconds(plan("accident", 1000, 1), "calm");
  recordResult("sweep", {
    crisis: "cuba-1962",
    rows,
    jobs: rows / rowsPerJob,
    rounds,
    threads: twoOverOne(threads),
    workersOnRedis: twoOverOne(redisWorkers),
    workersOnPostgres: twoOverOne(postgresWorkers),
    rowsPerSecondOnTwoWorkers: rounded(rows / redisWorkers.fast),
    sameBytes: all.every((bytes) => bytes.equals(all[0]!)),
    accident: {
      jobs: 1000,
      sameBytesOnRedis: await accident("redis", redis),
      sameBytesOnPostgres: await accident("postgres", postgres),
    },
  });
} finally {
  await Promise.all([redis.end(), postgres.end()]);
  rmSync(folder, { recursive: true, force: true });
}
