/** A Postgres of a test's own: on a free port, with its data in a folder that is deleted at the end. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { freePort } from "./free-port.ts";
import type { QueueTestServer } from "./queue-test-server.ts";

/** Debian puts no server of Postgres on the path; the newest one counts. */
const programs = "/usr/lib/postgresql";
const newest = existsSync(programs)
  ? readdirSync(programs)
      .filter((version) => existsSync(join(programs, version, "bin/initdb")))
      .sort((a, b) => Number(b) - Number(a))[0]
  : undefined;

/** It refuses to run as root, so it runs as the user Debian's package makes. */
const asPostgres =
  process.getuid?.() === 0 ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

/** Whether there is a Postgres to start. */
export const hasPostgres: boolean = newest !== undefined && runs("initdb", "--version");

/** Who may come in, and how. */
const doors = `
host all locked 127.0.0.1/32 scram-sha-256
host all banned 127.0.0.1/32 reject
host all all 127.0.0.1/32 trust
`;
/** Owns the database of the tests, and has no more rights than a user needs. */
const owner = "analyst";
const database = "sweeps";

export class PostgresServer implements QueueTestServer {
  readonly port: number;
  readonly #folder = mkdtempSync(join(tmpdir(), "brink-postgres-"));
  #process: ChildProcess | undefined;

  private constructor(port: number) {
    this.port = port;
  }

  static async start(): Promise<PostgresServer> {
    const server = new PostgresServer(await freePort());
    server.#layOut();
    await server.up();
    await server.command(`CREATE ROLE ${owner} LOGIN`);
    await server.command(`CREATE DATABASE ${database} OWNER ${owner}`);
    return server;
  }

  get url(): string {
    return this.as(owner);
  }

  /** Its address for a user, `name` or `name:password`, and a database. */
  as(user: string, its: string = database): string {
    return `postgres://${user}@127.0.0.1:${this.port}/${its}`;
  }

  async up(): Promise<void> {
    // Nothing here must outlive a power cut.
    if (this.#process) return;
    const settings = ["listen_addresses=127.0.0.1", `port=${this.port}`, "unix_socket_directories=", "fsync=off"];
    const [program, ...words] = command("postgres", "-D", this.#data, ...settings.flatMap((one) => ["-c", one]));
    const started = spawn(program!, words, { stdio: ["ignore", "ignore", "pipe"] });
    this.#process = started;
    await new Promise<void>((resolve, reject) => {
      let said = "";
      started.once("exit", (code) => reject(new Error(`postgres ended with ${code}:\n${said}`)));
      started.stderr.on("data", (text) => {
        said += String(text);
        if (/is ready to accept connections/.test(said)) resolve();
      });
    });
  }

  async down(): Promise<void> {
    await this.#end("SIGINT");
  }

  async crash(): Promise<void> {
    await this.#end("SIGQUIT");
  }

  async forget(): Promise<void> {
    const [schema] = await this.ask("SELECT to_regnamespace('brink') IS NOT NULL AS there");
    if (schema?.there === true) await this.ask("DELETE FROM brink.job; DELETE FROM brink.brink_kept");
  }

  async waiting(): Promise<number> {
    const [count] = await this.ask("SELECT count(*)::int AS jobs FROM brink.job WHERE state = 'waiting'");
    return Number(count?.jobs);
  }

  async end(): Promise<void> {
    await this.crash();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** What the owner of the database is answered, in SQL. */
  async ask(question: string): Promise<Answer> {
    return await answer(this.url, question);
  }

  /** Has something done by who may do anything. */
  async command(order: string): Promise<Answer> {
    return await answer(this.as("postgres", "postgres"), order);
  }

  get #data(): string {
    return join(this.#folder, "data");
  }

  #layOut(): void {
    mkdirSync(this.#data, { mode: 0o700 });
    if (asPostgres.length > 0) spawnSync("chown", ["-R", "postgres:postgres", this.#folder]);
    const asked = ["-D", this.#data, "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C"];
    const [program, ...words] = command("initdb", ...asked);
    const { status, stderr } = spawnSync(program!, words, { encoding: "utf8" });
    if (status !== 0) throw new Error(`initdb ended with ${status}:\n${stderr}`);
    writeFileSync(join(this.#data, "pg_hba.conf"), doors);
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    if (!running || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once("exit", resolve));
    running.kill(signal);
    await ended;
  }
}

function command(program: string, ...words: readonly string[]): readonly string[] {
  return [...asPostgres, join(programs, newest!, "bin", program), ...words];
}

function runs(program: string, ...words: readonly string[]): boolean {
  const [first, ...rest] = command(program, ...words);
  return spawnSync(first!, rest).status === 0;
}

type Answer = readonly Readonly<Record<string, unknown>>[];

async function answer(url: string, question: string): Promise<Answer> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(question)).rows;
  } finally {
    await client.end();
  }
}
