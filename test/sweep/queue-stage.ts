/** Where sweeps over a queue are tried: a folder, a server, and programs that end with the test. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { queueAddress } from "../../src/sweep/queue/queue-address.ts";
import type { KeptTexts } from "../../src/sweep/queue/queue-server.ts";
import { serverAt } from "../../src/sweep/queue/server-at.ts";
import { Brink } from "./built-program.ts";
import type { QueueTestServer } from "./queue-test-server.ts";

export class QueueStage {
  readonly folder: string = mkdtempSync(join(tmpdir(), "brink-queue-"));
  readonly server: QueueTestServer;
  readonly #running: Brink[] = [];
  #local: Promise<readonly Buffer[]> | undefined;

  constructor(server: QueueTestServer) {
    this.server = server;
    copyFileSync(resolve(import.meta.dirname, "../fixtures/strait.yaml"), join(this.folder, "strait.yaml"));
  }

  /** Starts the program; it is ended with the test. */
  brink(...args: readonly string[]): Brink {
    const started = new Brink(this.folder, ...args);
    this.#running.push(started);
    return started;
  }

  /** A sweep over the queue. */
  sweep(file: string, ...options: readonly string[]): Brink {
    return this.brink("sweep", file, "--queue", this.server.url, ...options);
  }

  /** A worker of the queue that has begun. */
  async worker(): Promise<Brink> {
    const started = this.brink("worker", "--queue", this.server.url, "--threads", "1", "--lock", "2");
    await started.says("works for");
    return started;
  }

  /** A plan with so many jobs of one row. */
  plan(name: string, jobs: number): string {
    const text = `sweep: ${name}\ncrisis: strait.yaml\nas_of: [2031-02, 2031-03]\ndraws: ${jobs / 2}\nrows_per_job: 1\n`;
    writeFileSync(join(this.folder, `${name}.yaml`), text);
    return `${name}.yaml`;
  }

  bytesOf(results: string): readonly Buffer[] {
    return ["rows.parquet", "rows.csv", "manifest.json"].map((name) => readFileSync(join(this.folder, results, name)));
  }

  /** What the plan of 100 jobs gives on this machine; several sweeps are compared with it. */
  async bytesHere(): Promise<readonly Buffer[]> {
    this.#local ??= this.brink("sweep", this.plan("hundred", 100), "-o", "hundred-here").ended.then(() =>
      this.bytesOf("hundred-here"),
    );
    return await this.#local;
  }

  /** Does something with what is kept beside the jobs, as another program would. */
  async withKept<T>(act: (kept: KeptTexts) => Promise<T>): Promise<T> {
    const server = await serverAt(queueAddress(this.server.url));
    await server.greet();
    const connection = server.connect({ patient: false });
    try {
      return await act(connection.kept);
    } finally {
      await connection.close();
    }
  }

  /** Ends what was started. */
  async endPrograms(): Promise<void> {
    await Promise.all(this.#running.splice(0).map((one) => one.kill()));
  }

  async end(): Promise<void> {
    await this.endPrograms();
    await this.server.end();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
