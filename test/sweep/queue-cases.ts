/** Sweeps over a queue, whichever server it is on: the same bytes as on one machine, whatever happens on the way. */
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { isBuilt, jobsDone, until } from "./built-program.ts";
import { freePort } from "./free-port.ts";
import { QueueStage } from "./queue-stage.ts";
import type { QueueTestServer } from "./queue-test-server.ts";

export interface QueueCases {
  /** As Brink calls it. */
  readonly name: "Redis" | "Postgres";
  /** Starts one; undefined where there is none here. */
  readonly start: (() => Promise<QueueTestServer>) | undefined;
  /** Of the sweep with the accidents. */
  readonly jobs: number;
  /** Whether to fill a disk too: servers do not differ in it, so that once is enough. */
  readonly fullDisk: boolean;
}

/** The tests of a queue on a server; each begins with the server up and empty. */
export function queueCases({ name, start, jobs, fullDisk }: QueueCases): void {
  // Many processes on a machine that may be busy; how long it takes is no part of what is tested.
  vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });
  const missing = [...(start ? [] : [`no ${name} server here`]), ...(isBuilt ? [] : ["not built: `npm run build`"])];
  const skipped = missing.length === 0 ? "" : ` (skipped: ${missing.join("; ")})`;

  describe.skipIf(missing.length > 0)(`a sweep on a queue in ${name}${skipped}`, () => {
    let stage: QueueStage;
    beforeAll(async () => {
      stage = new QueueStage(await start!());
    });
    beforeEach(async () => {
      await stage.server.up();
      await stage.server.forget();
    });
    afterEach(async () => await stage.endPrograms());
    afterAll(async () => await stage.end());

    it(`of ${jobs} jobs, one of two workers killed and ${name} restarted in the middle, gives the bytes of a local one`, async () => {
      const file = stage.plan("accidents", jobs);
      const done = (): number => jobsDone(join(stage.folder, "there"));
      expect((await stage.brink("sweep", file, "-o", "here").ended).status).toBe(0);
      const workers = [await stage.worker(), await stage.worker()];
      const sweep = stage.sweep(file, "-o", "there");
      await until(() => done() >= jobs / 10);
      workers[0]!.process.kill("SIGKILL");
      await until(() => done() >= jobs / 3);
      await stage.server.down();
      const whenDown = done();
      await stage.server.up();
      const { status, err } = await sweep.ended;
      expect({ status, err }).toMatchObject({ status: 0 });
      // Both accidents happened before the end.
      expect(whenDown).toBeLessThan(jobs);
      expect(stage.bytesOf("there")).toEqual(stage.bytesOf("here"));
      const rows = await parquetReadObjects({ file: arrayBufferOf(stage.bytesOf("there")[0]!) });
      expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: jobs }, (_, r) => r + 1));
    });

    it("goes on when the command is stopped, and is collected by the same command", async () => {
      const file = stage.plan("hundred", 100);
      const sweep = stage.sweep(file, "-o", "stopped");
      await sweep.says("No worker is there");
      sweep.process.kill("SIGINT");
      const first = await sweep.ended;
      expect(first.status).toBe(130);
      expect(first.out).toContain("0 of 100 rows are done and kept in stopped");
      expect(first.out).toContain("Run the same");
      await stage.worker();
      const second = await stage.sweep(file, "-o", "stopped", "--json").ended;
      expect(second.status).toBe(0);
      expect(JSON.parse(second.out)).toMatchObject({ rows: 100, done: 100, found: 0, stopped: false });
      expect(stage.bytesOf("stopped")).toEqual(await stage.bytesHere());
    });

    it(`lays down again what ${name} has forgotten`, async () => {
      const file = stage.plan("hundred", 100);
      const sweep = stage.sweep(file, "-o", "forgotten");
      await sweep.says("No worker is there");
      await stage.server.forget();
      await stage.worker();
      expect((await sweep.ended).status).toBe(0);
      expect(stage.bytesOf("forgotten")).toEqual(await stage.bytesHere());
    });

    it("is taken off the queue by --cancel, which ends the waiting command, and can go on later", async () => {
      const file = stage.plan("hundred", 100);
      const sweep = stage.sweep(file, "-o", "cancelled");
      await sweep.says("No worker is there");
      const cancel = await stage.sweep(file, "--cancel").ended;
      expect(cancel).toMatchObject({ status: 0, out: "Cancelled. 100 jobs are taken off the queue.\n" });
      const ended = await sweep.ended;
      expect(ended.status).toBe(2);
      expect(ended.err).toContain("The sweep was cancelled with `--cancel`.");
      await stage.worker();
      expect((await stage.sweep(file, "-o", "cancelled").ended).status).toBe(0);
      expect(stage.bytesOf("cancelled")).toEqual(await stage.bytesHere());
    });

    it("keeps texts by name, each for its time", async () => {
      await stage.withKept(async (kept) => {
        await kept.put("kind:a", "first", 100);
        await kept.put("kind:a", '"another" for ü %_', 100);
        await kept.put("kind:b", "b", 100);
        await kept.put("other:kind:c", "c", 100);
        await kept.put("kind:gone", "short-lived", 1);
        expect([...(await kept.list("kind:"))].sort()).toEqual(['"another" for ü %_', "b", "short-lived"]);
        expect(await kept.get("kind:a")).toBe('"another" for ü %_');
        await kept.delete("kind:b");
        await new Promise((resolve) => setTimeout(resolve, 1100));
        expect(await kept.list("kind:")).toEqual(['"another" for ü %_']);
        expect(await kept.get("kind:b")).toBeUndefined();
        expect(await kept.get("kind:gone")).toBeUndefined();
      });
    });

    it("says what is wrong with an address, for a sweep and for a worker", async () => {
      const closed = stage.server.url.replace(/:\d+/, `:${await freePort()}`);
      for (const command of [["sweep", stage.plan("address", 2), "-o", "address"], ["worker"]]) {
        const { status, err } = await stage.brink(...command, "--queue", closed).ended;
        expect({ status, err: err.split("\n")[0] }).toEqual({
          status: 2,
          err: `error: No ${name} answers at ${closed}: the connection is refused.`,
        });
      }
    });

    it("tells a version mismatch on both sides and keeps the jobs", async () => {
      const file = stage.plan("mismatch", 10);
      const other = { version: "0.0.9+other", host: "elsewhere", pid: 1, threads: 2 };
      await stage.withKept(async (kept) => {
        await kept.put("worker:other", JSON.stringify(other), 100);
        const { status, err } = await stage.sweep(file, "-o", "mismatch").ended;
        expect(status).toBe(2);
        expect(err).toContain("Every worker is of another version: 0.0.9+other on elsewhere.");
        expect(err).toContain("the jobs wait, and what is done is kept");
        expect(await stage.server.waiting()).toBe(10);
        await kept.put("sweep:other", JSON.stringify({ ...other, threads: 0 }), 100);
        await (await stage.worker()).says("A sweep of version 0.0.9+other waits on elsewhere");
      });
      expect((await stage.sweep(file, "-o", "mismatch").ended).status).toBe(0);
    });

    it(`ends with a clear error when ${name} does not come back, and goes on when it is there again`, async () => {
      const file = stage.plan("lost", 120);
      const { url } = stage.server;
      const first = await stage.worker();
      const sweep = stage.sweep(file, "-o", "lost", "--wait", "1");
      await until(() => jobsDone(join(stage.folder, "lost")) >= 20);
      await stage.server.crash();
      const { status, err } = await sweep.ended;
      expect(status).toBe(2);
      expect(err).toContain(`The connection to ${url} is lost, and did not come back within`);
      expect(err).toContain(`when ${name} runs again, run the same command`);
      await first.says("is lost; trying again");
      const kept = jobsDone(join(stage.folder, "lost"));
      expect(kept).toBeGreaterThanOrEqual(20);
      await stage.server.up();
      await first.says("is back");
      const again = await stage.sweep(file, "-o", "lost", "--json").ended;
      expect(again.status).toBe(0);
      expect(JSON.parse(again.out)).toMatchObject({ rows: 120, done: 120, found: kept });
      expect(first.err).not.toContain("A job failed");
    });

    it("does not hold a worker that is stopped while the server is gone", async () => {
      const one = await stage.worker();
      await stage.server.down();
      await one.says("is lost; trying again");
      one.process.kill("SIGTERM");
      expect((await one.ended).status).toBe(0);
    });

    if (!fullDisk) return;
    it("on a full disk loses nothing: what could not be written waits in the queue, workers or not", async (test) => {
      const mount = join(stage.folder, "tiny");
      mkdirSync(mount);
      const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=128k", "none", mount]).status === 0;
      if (!mounted) test.skip("no right to mount a small disk here");
      try {
        const file = stage.plan("hundred", 100);
        const one = await stage.worker();
        const full = await stage.sweep(file, "-o", "tiny/results").ended;
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
        if (!out.startsWith("100 ")) await stage.worker();
        const again = await stage.sweep(file, "-o", "tiny/results", "--json").ended;
        expect(again.status).toBe(0);
        expect(JSON.parse(again.out)).toMatchObject({ rows: 100, done: 100, found: kept });
        expect(stage.bytesOf("tiny/results")).toEqual(await stage.bytesHere());
      } finally {
        await stage.endPrograms();
        spawnSync("umount", [mount]);
      }
    });
  });
}

function arrayBufferOf(bytes: Buffer): ArrayBuffer {
  const copy = new Uint8Array(bytes.length);
  copy.set(bytes);
  return copy.buffer;
}
