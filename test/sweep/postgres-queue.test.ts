/** Sweeps over a queue in Postgres. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { queueAddress } from "../../src/sweep/queue/queue-address.ts";
import type { QueueServer } from "../../src/sweep/queue/queue-server.ts";
import { serverAt } from "../../src/sweep/queue/server-at.ts";
import type { SweepJob } from "../../src/sweep/sweep-job.ts";
import { until } from "./built-program.ts";
import { freePort } from "./free-port.ts";
import { hasPostgres, PostgresServer } from "./postgres-server.ts";
import { queueCases } from "./queue-cases.ts";

queueCases({
  name: "Postgres",
  start: hasPostgres ? () => PostgresServer.start() : undefined,
  jobs: 240,
  fullDisk: false,
});

describe.skipIf(!hasPostgres)(`a Postgres${hasPostgres ? "" : " (skipped: no Postgres server here)"}`, () => {
  let postgres: PostgresServer;
  const at = (url: string): Promise<QueueServer> => serverAt(queueAddress(url));

  beforeAll(async () => {
    postgres = await PostgresServer.start();
    for (const role of ["locked LOGIN PASSWORD 'right'", "banned LOGIN", "stranger LOGIN"]) {
      await postgres.command(`CREATE ROLE ${role}`);
    }
  });
  beforeEach(async () => void (await postgres.ask("DROP SCHEMA IF EXISTS brink CASCADE")));
  afterAll(async () => await postgres.end());

  it("is greeted by many at once, and its tables are laid out once", async () => {
    const server = await at(postgres.url);
    await Promise.all(Array.from({ length: 6 }, () => server.greet()));
    await server.greet();
    const [tables] = await postgres.ask("SELECT to_regclass('brink.brink_kept')::text AS kept");
    expect(tables).toEqual({ kept: "brink.brink_kept" });
  });

  it("says who may not come in, and never the password", async () => {
    const login =
      "give user and password in the address, `postgres://USER:PASSWORD@host/DATABASE`, or the password as `PGPASSWORD`.";
    const cases: readonly (readonly [url: string, words: string, hint: string])[] = [
      [postgres.as("locked"), "it asks for a password", login],
      [postgres.as("locked:wrong"), "user or password is wrong", login],
      [postgres.as("analyst", "elsewhere"), 'database "elsewhere" does not exist', "create it: `createdb"],
      [postgres.as("nobody"), 'role "nobody" does not exist', "`createuser --pwprompt USER` makes one"],
      [postgres.as("banned"), "pg_hba.conf rejects connection for host", "name a user it lets in from this machine"],
      [postgres.as("locked:right"), "permission denied for database sweeps", "let this user own the database"],
    ];
    for (const [url, words, hint] of cases) {
      const refused = (await at(url)).greet();
      await expect(refused).rejects.toMatchObject({ code: "queue-refuses", hint: expect.stringContaining(hint) });
      const shown = url.replace(/:(wrong|right)@/, ":***@");
      await expect(refused).rejects.toThrow(`The Postgres at ${shown} refuses: ${words}`);
      expect(JSON.stringify(await refused.catch((error: unknown) => error))).not.toMatch(/wrong@|right@/);
    }
  });

  it("lets a user without the right to make tables use those that are there", async () => {
    await (await at(postgres.url)).greet();
    await postgres.ask("GRANT ALL ON SCHEMA brink TO stranger");
    await postgres.ask("GRANT ALL ON ALL TABLES IN SCHEMA brink TO stranger");
    await (await at(postgres.as("stranger"))).greet();
  });

  it("is told from what is none, and from nothing", async () => {
    const web = createServer((_, answer) => answer.end("hello")).listen(0, "127.0.0.1");
    await until(() => web.listening);
    // A server that listens on a port has an address of this kind.
    const { port } = web.address() as AddressInfo;
    const closed = await freePort();
    const cases: readonly (readonly [url: string, words: string])[] = [
      [`postgres://me@127.0.0.1:${closed}/brink`, "the connection is refused"],
      [`postgres://me@127.0.0.1:${port}/brink`, "the connection is closed at once; it may be no Postgres"],
      ["postgres:///brink?host=/no/such/place&user=me", "there is no file `/no/such/place/.s.PGSQL.5432`"],
      [`${postgres.url}?sslmode=verify-full`, "The server does not support SSL connections"],
      [`${postgres.url}?sslmode=verify-full&sslrootcert=/no/such.crt`, "there is no file `/no/such.crt`"],
    ];
    for (const [url, words] of cases) {
      const message = `No Postgres answers at ${url}: ${words}.`;
      await expect((await at(url)).greet()).rejects.toMatchObject({ code: "queue-unreachable", message });
    }
    web.close();
  });

  it("is not used where a newer program has laid out its tables", async () => {
    const server = await at(postgres.url);
    await server.greet();
    await postgres.ask("UPDATE brink.migration SET min_client_version = 99");
    await expect(server.greet()).rejects.toMatchObject({ code: "version-mismatch" });
  });

  it("takes no worker whose clock is off", async () => {
    const server = await at(postgres.url);
    const connection = server.connect({ patient: true });
    const settings = { lockDuration: 10_000 };
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 30_000 });
    try {
      await expect(connection.startWorker("sweep-0", "no-file", settings)).rejects.toMatchObject({
        code: "clock-off",
        message: `The clock of this machine is 30 seconds ahead of that of the Postgres at ${postgres.url}. Workers must agree on the time.`,
      });
    } finally {
      vi.useRealTimers();
      await connection.close();
    }
  });

  it("says so when its tables are gone", async () => {
    const server = await at(postgres.url);
    const connection = server.connect({ patient: false });
    const queue = await connection.openQueue("sweep-0");
    const askings = [
      () => connection.kept.get("a"),
      () => queue.find(["a"]),
      () => queue.remove("a"),
      () => queue.add([job]),
    ];
    for (const asking of askings) {
      expect(server.refusalOf(await asking().catch((error: unknown) => error))?.message).toBe(
        `The Postgres at ${postgres.url} refuses: its tables are gone.`,
      );
    }
    await queue.close();
    await connection.close();
  });

  it("is asked again by who is patient, and at once an error for who is not", async () => {
    await (await at(postgres.url)).greet();
    const told: string[] = [];
    const server = await at(postgres.url);
    const patient = server.connect({ patient: true, onLost: () => told.push("lost"), onBack: () => told.push("back") });
    const hasty = server.connect({ patient: false });
    await patient.kept.put("a", "text", 100);
    await hasty.kept.get("a");
    await postgres.crash();
    const waiting = patient.kept.get("a");
    const failed = await hasty.kept.get("a").catch((error: unknown) => error);
    expect(server.isLost(failed)).toBe(true);
    await until(() => told.includes("lost"));
    expect(patient.isReady).toBe(false);
    await postgres.up();
    expect(await waiting).toBe("text");
    expect(told).toEqual(["lost", "back"]);
    await Promise.all([patient.close(), hasty.close()]);
  });
});

const job: { readonly id: string; readonly job: SweepJob } = {
  id: "a",
  job: {
    format: 1,
    version: "0",
    crisis: "",
    changes: { set: [], force: [], forbid: [], plan: [] },
    asOf: null,
    answers: [],
    parameters: [],
    rows: [],
  },
};
