/** A Redis of a test's own: on a free port, with its data in a folder that is deleted at the end. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whether there is a `redis-server` to start. */
export const hasRedis: boolean = spawnSync("redis-server", ["--version"]).status === 0;

export class RedisServer {
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

  /** Start it, or start it again with the data it had. */
  async up(): Promise<void> {
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

  /** Stop it; `SIGKILL` as a crash would. */
  async down(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    if (!running || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once("exit", resolve));
    running.kill(signal);
    await ended;
  }

  async end(): Promise<void> {
    await this.down("SIGKILL");
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A port nobody listens on. */
export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
