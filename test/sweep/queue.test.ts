/** Sweeps over a queue: the same bytes as on one machine, whatever happens on the way. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { greet } from "../../src/sweep/queue/connect.ts";
import { queueAddress } from "../../src/sweep/queue/queue-address.ts";
import { queueLibrary } from "../../src/sweep/queue/queue-library.ts";
import { Brink, isBuilt, jobsDone, until } from "./built-program.ts";
import { freePort, hasRedis, RedisServer } from "./redis-server.ts";

// Many processes on a machine that may be busy; how long it takes is no part of what is tested.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const missing = [...(hasRedis ? [] : ["no redis-server here"]), ...(isBuilt ? [] : ["not built: `npm run build`"])];
const skipped = missing.length === 0 ? "" : ` (skipped: ${missing.join("; ")})`;

let folder: string;
const running: Brink[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "brink-queue-"));
  copyFileSync(resolve(import.meta.dirname, "../fixtures/strait.yaml"), join(folder, "strait.yaml"));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.kill()));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the program; it is ended with the test. */
function brink(...args: readonly string[]): Brink {
  const started = new Brink(folder, ...args);
  running.push(started);
  return started;
}

/** What the plan of 100 jobs gives on this machine; several sweeps are compared with it. */
let local: Promise<readonly Buffer[]> | undefined;
async function bytesHere(): Promise<readonly Buffer[]> {
  local ??= brink("sweep", plan("hundred", 100), "-o", "hundred-here").ended.then(() => bytesOf("hundred-here"));
  return await local;
}

/** A plan with so many jobs of one row. */
function plan(name: string, jobs: number): string {
  const text = `sweep: ${name}\ncrisis: strait.yaml\nas_of: [2031-02, 2031-03]\ndraws: ${jobs / 2}\nrows_per_job: 1\n`;
  writeFileSync(join(folder, `${name}.yaml`), text);
  return `${name}.yaml`;
}

async function worker(redis: RedisServer, ...options: readonly string[]): Promise<Brink> {
  const started = brink("worker", "--queue", redis.url, "--threads", "1", "--lock", "2", ...options);
  await started.says("works for");
  return started;
}

function bytesOf(results: string): readonly Buffer[] {
  return ["rows.parquet", "rows.csv", "manifest.json"].map((name) => readFileSync(join(folder, results, name)));
}

describe.skipIf(missing.length > 0)(`a sweep on a queue${skipped}`, () => {
  let redis: RedisServer;
  beforeEach(async () => {
    redis = await RedisServer.start();
  });
  afterEach(async () => await redis.end());

  it("of 1000 jobs, one of two workers killed and Redis restarted in the middle, gives the bytes of a local one", async () => {
    const file = plan("thousand", 1000);
    expect((await brink("sweep", file, "-o", "here").ended).status).toBe(0);
    const workers = [await worker(redis), await worker(redis)];
    const sweep = brink("sweep", file, "-o", "there", "--queue", redis.url);
    await until(() => jobsDone(join(folder, "there")) >= 100);
    workers[0]!.process.kill("SIGKILL");
    await until(() => jobsDone(join(folder, "there")) >= 300);
    await redis.down();
    const whenDown = jobsDone(join(folder, "there"));
    await redis.up();
    const { status, err } = await sweep.ended;
    expect({ status, err }).toMatchObject({ status: 0 });
    // Both accidents happened before the end.
    expect(whenDown).toBeLessThan(1000);
    expect(bytesOf("there")).toEqual(bytesOf("here"));
    const rows = await parquetReadObjects({ file: arrayBufferOf(bytesOf("there")[0]!) });
    expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 1000 }, (_, r) => r + 1));
  });

  it("goes on in Redis when the command is stopped, and is collected by the same command", async () => {
    const file = plan("hundred", 100);
    const sweep = brink("sweep", file, "-o", "stopped", "--queue", redis.url);
    await sweep.says("No worker is there");
    sweep.process.kill("SIGINT");
    const first = await sweep.ended;
    expect(first.status).toBe(130);
    expect(first.out).toContain("0 of 100 rows are done and kept in stopped");
    expect(first.out).toContain("Run the same");
    await worker(redis);
    const second = await brink("sweep", file, "-o", "stopped", "--queue", redis.url, "--json").ended;
    expect(second.status).toBe(0);
    expect(JSON.parse(second.out)).toMatchObject({ rows: 100, done: 100, found: 0, stopped: false });
    expect(bytesOf("stopped")).toEqual(await bytesHere());
  });

  it("lays down again what a Redis without its data has forgotten", async () => {
    const file = plan("hundred", 100);
    const sweep = brink("sweep", file, "-o", "forgotten", "--queue", redis.url);
    await sweep.says("No worker is there");
    const client = new Redis(redis.url);
    await client.flushall();
    client.disconnect();
    await worker(redis);
    expect((await sweep.ended).status).toBe(0);
    expect(bytesOf("forgotten")).toEqual(await bytesHere());
  });

  it("is taken off the queue by --cancel, which ends the waiting command, and can go on later", async () => {
    const file = plan("hundred", 100);
    const sweep = brink("sweep", file, "-o", "cancelled", "--queue", redis.url);
    await sweep.says("No worker is there");
    const cancel = await brink("sweep", file, "--queue", redis.url, "--cancel").ended;
    expect(cancel).toMatchObject({ status: 0, out: "Cancelled. 100 jobs are taken off the queue.\n" });
    const ended = await sweep.ended;
    expect(ended.status).toBe(2);
    expect(ended.err).toContain("The sweep was cancelled with `--cancel`.");
    await worker(redis);
    expect((await brink("sweep", file, "-o", "cancelled", "--queue", redis.url).ended).status).toBe(0);
    expect(bytesOf("cancelled")).toEqual(await bytesHere());
  });

  it("tells a version mismatch on both sides and keeps the jobs", async () => {
    const file = plan("mismatch", 10);
    const client = new Redis(redis.url);
    const other = { version: "0.0.9+other", host: "elsewhere", pid: 1, threads: 2 };
    const there = setInterval(() => void client.set("brink:worker:other", JSON.stringify(other), "EX", 15), 500);
    await client.set("brink:worker:other", JSON.stringify(other), "EX", 15);
    try {
      const { status, err } = await brink("sweep", file, "-o", "mismatch", "--queue", redis.url).ended;
      expect(status).toBe(2);
      expect(err).toContain("Every worker is of another version: 0.0.9+other on elsewhere.");
      expect(err).toContain("the jobs wait, and what is done is kept");
      expect(await client.keys("brink:sweep-*:wait")).toHaveLength(1);
      expect(await client.llen((await client.keys("brink:sweep-*:wait"))[0]!)).toBe(10);
      await client.set("brink:sweep:other", JSON.stringify({ ...other, threads: 0 }), "EX", 15);
      await (await worker(redis)).says("A sweep of version 0.0.9+other waits on elsewhere");
      clearInterval(there);
      expect((await brink("sweep", file, "-o", "mismatch", "--queue", redis.url).ended).status).toBe(0);
    } finally {
      clearInterval(there);
      await client.del("brink:worker:other", "brink:sweep:other");
      client.disconnect();
    }
  });

  it("ends with a clear error when Redis does not come back, and goes on when it is there again", async () => {
    const file = plan("lost", 300);
    const first = await worker(redis);
    const sweep = brink("sweep", file, "-o", "lost", "--queue", redis.url, "--wait", "1");
    await until(() => jobsDone(join(folder, "lost")) >= 20);
    await redis.down("SIGKILL");
    const { status, err } = await sweep.ended;
    expect(status).toBe(2);
    expect(err).toContain(`The connection to ${redis.url} is lost, and did not come back within`);
    await first.says("is lost; trying again");
    const kept = jobsDone(join(folder, "lost"));
    expect(kept).toBeGreaterThanOrEqual(20);
    await redis.up();
    await first.says("is back");
    const again = await brink("sweep", file, "-o", "lost", "--queue", redis.url, "--json").ended;
    expect(again.status).toBe(0);
    expect(JSON.parse(again.out)).toMatchObject({ rows: 300, done: 300, found: kept });
  });

  it("does not hold a worker that is stopped while Redis is gone", async () => {
    const one = await worker(redis);
    await redis.down();
    await one.says("is lost; trying again");
    one.process.kill("SIGTERM");
    expect((await one.ended).status).toBe(0);
  });

  it("on a full disk loses nothing: what could not be written waits in Redis, workers or not", async (test) => {
    const mount = join(folder, "tiny");
    mkdirSync(mount);
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=128k", "none", mount]).status === 0;
    if (!mounted) test.skip("no right to mount a small disk here");
    try {
      const file = plan("hundred", 100);
      const one = await worker(redis);
      const full = await brink("sweep", file, "-o", "tiny/results", "--queue", redis.url).ended;
      expect(full.status).toBe(2);
      expect(full.err).toContain("The disk is full: ");
      const kept = jobsDone(join(mount, "results"));
      expect(kept).toBeGreaterThan(5);
      expect(kept).toBeLessThan(100);
      // The worker does all there is, then goes.
      one.process.kill("SIGINT");
      const { out } = await one.ended;
      expect(out).toMatch(/^\d+ jobs \(\d+ rows\) done\.\n$/);
      expect(spawnSync("mount", ["-o", "remount,size=8m", mount]).status).toBe(0);
      if (!out.startsWith("100 ")) await worker(redis);
      const again = await brink("sweep", file, "-o", "tiny/results", "--queue", redis.url, "--json").ended;
      expect(again.status).toBe(0);
      expect(JSON.parse(again.out)).toMatchObject({ rows: 100, done: 100, found: kept });
      expect(bytesOf("tiny/results")).toEqual(await bytesHere());
    } finally {
      await Promise.all(running.map((each) => each.kill()));
      spawnSync("umount", [mount]);
    }
  });

  it("says what is wrong with an address, for a sweep and for a worker", async () => {
    const closed = `redis://127.0.0.1:${await freePort()}`;
    for (const command of [["sweep", plan("address", 2), "-o", "address"], ["worker"]]) {
      const { status, err } = await brink(...command, "--queue", closed).ended;
      expect({ status, err: err.split("\n")[0] }).toEqual({
        status: 2,
        err: `error: No Redis answers at ${closed}: the connection is refused.`,
      });
    }
  });

  it("tells a password that is missing or wrong, and what is no Redis at all", async () => {
    const locked = await RedisServer.start("--requirepass", "right");
    const web = createServer((_, answer) => answer.end("hello")).listen(0, "127.0.0.1");
    await until(() => web.listening);
    // A server that listens on a port has an address of this kind.
    const { port } = web.address() as AddressInfo;
    const cases: readonly (readonly [string, string, string])[] = [
      [locked.url, "queue-refuses", `The Redis at ${locked.url} refuses: it asks for a password.`],
      [
        locked.url.replace("//", "//:wrong@"),
        "queue-refuses",
        `The Redis at ${locked.url.replace("//", "//:***@")} refuses: user or password is wrong.`,
      ],
      [
        `redis://127.0.0.1:${port}`,
        "queue-unreachable",
        `No Redis answers at redis://127.0.0.1:${port}: what answers there is no Redis.`,
      ],
    ];
    const library = await queueLibrary();
    for (const [url, code, message] of cases) {
      await expect(greet(library, queueAddress(url))).rejects.toMatchObject({ code, message });
    }
    await greet(library, queueAddress(locked.url.replace("//", "//:right@")));
    web.close();
    await locked.end();
  });
});

describe("the address of a queue", () => {
  it.each([
    ["localhost:6379", "`localhost:6379` is not the address of a Redis."],
    ["redis://", "`redis://` is not the address of a Redis."],
    [
      "redis://me:secret@localhost:6379/x",
      "What follows the host in `redis://me:***@localhost:6379/x` must be the number of a database.",
    ],
    ["postgres://localhost/brink", "Only Redis is offered as a queue; Postgres is not."],
  ])("%s is refused", (url, message) => {
    expect(() => queueAddress(url)).toThrow(expect.objectContaining({ code: "bad-queue-url", message }));
  });

  it("is shown without its password", () => {
    expect(queueAddress("rediss://me:secret@far.example:6380/2").shown).toBe("rediss://me:***@far.example:6380/2");
    expect(queueAddress("redis://:secret@localhost").shown).toBe("redis://:***@localhost");
    expect(queueAddress("redis://localhost:6379").shown).toBe("redis://localhost:6379");
  });
});

function arrayBufferOf(bytes: Buffer): ArrayBuffer {
  const copy = new Uint8Array(bytes.length);
  copy.set(bytes);
  return copy.buffer;
}
