/** A Redis of a test's own: on a free port, with its data in a folder that is deleted at the end. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { freePort } from "./free-port.ts";
import type { QueueTestServer } from "./queue-test-server.ts";

/** Whether there is a `redis-server` to start. */
export const hasRedis: boolean = spawnSync("redis-server", ["--version"]).status === 0;

export class RedisServer implements QueueTestServer {
  readonly port: number;
  readonly #folder = mkdtempSync(join(tmpdir(), "brink-redis-"));
  #process: ChildProcess | undefined;

  readonly #settings: readonly string[];

  private constructor(port: number, settings: readonly string[]) {
    this.port = port;
    this.#settings = settings;
  }

  /** @param settings in the words of its command line, for instance `--requirepass`, `secret`. */
  static async start(...settings: readonly string[]): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), settings);
    await server.up();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async up(): Promise<void> {
    if (this.#process) return;
    const own = ["--port", `${this.port}`, "--bind", "127.0.0.1", "--dir", this.#folder, "--appendonly", "yes"];
    const started = spawn("redis-server", [...own, ...this.#settings], { stdio: ["ignore", "pipe", "inherit"] });
    this.#process = started;
    await new Promise<void>((resolve, reject) => {
      started.once("exit", (code) => reject(new Error(`redis-server ended with ${code}`)));
      started.stdout.on("data", (text) => {
        if (/Ready to accept connections/.test(String(text))) resolve();
      });
    });
  }

  async down(): Promise<void> {
    await this.#end("SIGTERM");
  }

  async crash(): Promise<void> {
    await this.#end("SIGKILL");
  }

  async forget(): Promise<void> {
    await this.#ask((client) => client.flushall());
  }

  async waiting(): Promise<number> {
    return await this.#ask(async (client) => {
      const lists = await client.keys("brink:sweep-*:wait");
      const lengths = await Promise.all(lists.map((list) => client.llen(list)));
      return lengths.reduce((sum, length) => sum + length, 0);
    });
  }

  async #ask<T>(question: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(this.url);
    try {
      return await question(client);
    } finally {
      client.disconnect();
    }
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    if (!running || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once("exit", resolve));
    running.kill(signal);
    await ended;
  }

  async end(): Promise<void> {
    await this.crash();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
