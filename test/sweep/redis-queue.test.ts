/** Sweeps over a queue in Redis. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { queueAddress } from "../../src/sweep/queue/queue-address.ts";
import { serverAt } from "../../src/sweep/queue/server-at.ts";
import { isBuilt, until } from "./built-program.ts";
import { queueCases } from "./queue-cases.ts";
import { QueueStage } from "./queue-stage.ts";
import { hasRedis, RedisServer } from "./redis-server.ts";

queueCases({ name: "Redis", start: hasRedis ? () => RedisServer.start() : undefined, jobs: 1000, fullDisk: true });

describe.skipIf(!hasRedis)(`the greeting of a Redis${hasRedis ? "" : " (skipped: no Redis server here)"}`, () => {
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
    for (const [url, code, message] of cases) {
      const server = await serverAt(queueAddress(url));
      await expect(server.greet()).rejects.toMatchObject({ code, message });
    }
    await (await serverAt(queueAddress(locked.url.replace("//", "//:right@")))).greet();
    web.close();
    await locked.end();
  });

  it("refuses a database that is not there, where ioredis would take database 0", async () => {
    const redis = await RedisServer.start("--databases", "4");
    for (const missing of ["/4", "/99", "/99999999999", "?db=4"]) {
      const refused = (await serverAt(queueAddress(`${redis.url}${missing}`))).greet();
      await expect(refused).rejects.toMatchObject({
        code: "queue-refuses",
        message: `The Redis at ${redis.url}${missing} refuses: it has no database of that number.`,
        hint: expect.stringContaining("`databases` in redis.conf"),
      });
    }
    for (const there of ["/3", "/0", "/", ""]) await (await serverAt(queueAddress(`${redis.url}${there}`))).greet();
    await redis.end();
  });

  it.skipIf(!isBuilt)("does not hold workers that are stopped while it comes back", async () => {
    const stage = new QueueStage(await RedisServer.start());
    const workers = await Promise.all(Array.from({ length: 5 }, () => stage.worker()));
    await stage.server.down();
    await Promise.all(workers.map((one) => one.says("is lost; trying again")));
    await stage.server.up();
    for (const one of workers) {
      one.process.kill("SIGINT");
      await new Promise((next) => setTimeout(next, 60));
    }
    await Promise.all(workers.map((one) => one.says("Ending after the jobs at hand")));
    const late = new Promise((next) => setTimeout(next, 3000, "late"));
    for (const { ended } of workers) expect(await Promise.race([ended, late])).toMatchObject({ status: 0 });
    await stage.end();
  });

  it.skipIf(!isBuilt)("ends a sweep and a worker with that before anything is written", async () => {
    const stage = new QueueStage(await RedisServer.start());
    for (const command of [["sweep", stage.plan("nowhere", 2), "-o", "nowhere"], ["worker"]]) {
      const { status, err } = await stage.brink(...command, "--queue", `${stage.server.url}/99`).ended;
      expect({ status, err: err.split("\n")[0] }).toEqual({
        status: 2,
        err: `error: The Redis at ${stage.server.url}/99 refuses: it has no database of that number.`,
      });
    }
    expect(await stage.server.waiting()).toBe(0);
    await stage.end();
  });
});
