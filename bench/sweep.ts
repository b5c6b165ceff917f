/**
 * Sweeps: threads of one machine, and worker processes on a queue in Redis and
 * in Postgres. Then an accident on each: 1000 jobs, one of two workers killed
 * and the server restarted in the middle; the bytes must be those of the
 * undisturbed run.
 *
 *     npm run build && npm run bench -- sweep [ROUNDS]
 *
 * Needs the servers of both, see `test/sweep`. Times are wall clock of the whole
 * command, start, layout and results included; one and two take turns, and the
 * machine must be quiet. Threads start with the command; workers, which serve
 * one sweep after the other, have served a short one before.
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
/** Rows of the timed sweep and of one job: jobs of a second or two, and fifty of them. */
const rows = 4800;
const rowsPerJob = 96;
/** One and two take turns so often. */
const rounds = Number(process.argv[2] ?? 5);

if (!isBuilt || !hasRedis || !hasPostgres) {
  console.error(isBuilt ? "Redis and Postgres are not both here." : "Build first: npm run build");
  process.exit(1);
}

type StartServer = () => Promise<QueueTestServer>;

/** @param seed other rows each time, or a queue would still know the results. */
function plan(name: string, draws: number, perJob: number, seed = 1): string {
  const text = `sweep: ${name}\ncrisis: ${crisis}\ndraws: ${draws}\nrows_per_job: ${perJob}\nseed: ${seed}\n`;
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

/** Worker processes of one thread each, ready for jobs. */
async function startWorkers(server: QueueTestServer, count: number): Promise<readonly Brink[]> {
  const workers = Array.from(
    { length: count },
    () => new Brink(folder, "worker", "--queue", server.url, "--threads", "1", "--lock", "5"),
  );
  await Promise.all(workers.map((worker) => worker.says("works for")));
  return workers;
}

async function killAll(workers: readonly Brink[]): Promise<void> {
  await Promise.all(workers.map((worker) => worker.kill()));
}

/** Whether the accidents leave the bytes as they are without any. */
async function accident(name: string, start: StartServer): Promise<boolean> {
  const results = `shaken-${name}`;
  const server = await start();
  const workers = await startWorkers(server, 2);
  try {
    const sweep = new Brink(folder, "sweep", plan("accident", 1000, 1), "-o", results, "--queue", server.url);
    await until(() => jobsDone(join(folder, results)) >= 250);
    workers[0]!.process.kill("SIGKILL");
    await until(() => jobsDone(join(folder, results)) >= 500);
    await server.down();
    await server.up();
    const { status, err } = await sweep.ended;
    if (status !== 0) throw new Error(err);
  } finally {
    await killAll(workers);
    await server.end();
  }
  return parquet(results).equals(parquet("calm"));
}

/** A server of its own for one worker, and one for two: those of the other do not take part. */
async function compareWorkers(name: string, start: StartServer): Promise<Compared> {
  const servers = [await start(), await start()] as const;
  const workers = await Promise.all(servers.map((server, k) => startWorkers(server, k + 1)));
  try {
    const onServer = (k: 0 | 1) => (round: number) => timed(`${name}-${k + 1}`, round, "--queue", servers[k].url);
    for (const { url } of servers)
      await seconds(plan("short", 96, 4), `short-${name}-${url === servers[0].url}`, "--queue", url);
    return await inTurns(rounds, onServer(0), onServer(1));
  } finally {
    await killAll(workers.flat());
    await Promise.all(servers.map((server) => server.end()));
  }
}

/** What the sweeps of a round wrote: the same bytes, whoever computed them. */
const written: Buffer[][] = [];

async function timed(name: string, round: number, ...options: readonly string[]): Promise<number> {
  const results = `${name}-${round}`;
  const taken = await seconds(plan("timed", rows, rowsPerJob, round + 1), results, ...options);
  written[round] = [...(written[round] ?? []), parquet(results)];
  return taken;
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

const redis: StartServer = () => RedisServer.start();
const postgres: StartServer = () => PostgresServer.start();
try {
  const onThreads = (count: number) => (round: number) => timed(`threads-${count}`, round, "--threads", `${count}`);
  const threads = await inTurns(rounds, onThreads(1), onThreads(2));
  const onRedis = await compareWorkers("redis", redis);
  const onPostgres = await compareWorkers("postgres", postgres);
  await seconds(plan("accident", 1000, 1), "calm");
  const accidents = {
    jobs: 1000,
    sameBytesOnRedis: await accident("redis", redis),
    sameBytesOnPostgres: await accident("postgres", postgres),
  };
  recordResult("sweep", {
    crisis: "cuba-1962",
    rows,
    jobs: rows / rowsPerJob,
    rounds,
    threads: twoOverOne(threads),
    workersOnRedis: twoOverOne(onRedis),
    workersOnPostgres: twoOverOne(onPostgres),
    rowsPerSecondOnTwoWorkers: rounded(rows / onRedis.fast),
    sameBytes: written.every((round) => round.length === 6 && round.every((bytes) => bytes.equals(round[0]!))),
    accident: accidents,
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
