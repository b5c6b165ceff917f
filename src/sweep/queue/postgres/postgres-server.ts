import type { Client } from "pg";
import { SweepError } from "../../sweep-error.ts";
import { GREETING, reasonOf } from "../connection-errors.ts";
import { optionalPackages } from "../optional-packages.ts";
import type { QueueAddress } from "../queue-address.ts";
import type { QueueServer } from "../queue-server.ts";
import { layOutTables } from "./lay-out-tables.ts";
import { postgresConnection } from "./postgres-connection.ts";
import { isLost, postgresRefusal } from "./postgres-errors.ts";
import type { PostgresLibrary } from "./postgres-library.ts";

/** BullMQ recommends 14; 15 is what it is tested with. */
const OLDEST = 14;

/** @throws {SweepError} `package-missing`. */
export async function postgresServer(address: QueueAddress): Promise<QueueServer> {
  const library = await optionalPackages("A queue in Postgres", ["bullmq", "pg"], async () => {
    const [bullmq, pg] = await Promise.all([import("bullmq"), import("pg")]);
    return { bullmq, pg };
  });
  return {
    address,
    name: "Postgres",
    greet: () => greet(library, address),
    connect: (options) => postgresConnection(library, address, options),
    refusalOf: (thrown) => postgresRefusal(thrown, address),
    isLost,
  };
}

/** The first to come lays out the tables. */
async function greet(library: PostgresLibrary, address: QueueAddress): Promise<void> {
  let client: Client | undefined;
  try {
    // Settings of TLS in the address may name files.
    client = new library.pg.Client({ connectionString: address.url, connectionTimeoutMillis: GREETING });
    client.on("error", () => {});
    await client.connect();
    const { rows } = await client.query("SHOW server_version");
    checkVersion(String(rows[0]?.server_version), address);
    await layOutTables(library, client);
  } catch (thrown) {
    throw thrown instanceof SweepError ? thrown : greetingFailed(library, address, thrown);
  } finally {
    await client?.end().catch(() => {});
  }
}

function checkVersion(version: string, address: QueueAddress): void {
  if (Number.parseInt(version, 10) >= OLDEST) return;
  throw new SweepError(
    "queue-too-old",
    `At ${address.shown} answers Postgres ${version}. It must be Postgres ${OLDEST} or newer.`,
    "install a newer one: Debian's package `postgresql` is new enough since Debian 12.",
    { version },
  );
}

function greetingFailed({ bullmq }: PostgresLibrary, address: QueueAddress, thrown: unknown): SweepError {
  const refusal = postgresRefusal(thrown, address);
  if (refusal) return refusal;
  if (thrown instanceof bullmq.SchemaVersionMismatchError) {
    return new SweepError(
      "version-mismatch",
      `A newer Brink has laid out the tables at ${address.shown}, in a way this one does not know.`,
      "install the newer one here, or give this one a database of its own.",
      { message: thrown.message },
    );
  }
  return unreachable(address, thrown);
}

function unreachable(address: QueueAddress, cause: unknown): SweepError {
  return new SweepError(
    "queue-unreachable",
    `No Postgres answers at ${address.shown}: ${wordsFor(cause)}.`,
    isOfCertificate(cause)
      ? "name the file of the certificate it is to be known by: `?sslmode=verify-full&sslrootcert=FILE`."
      : "check host and port; on its machine, `pg_lsclusters` tells whether one runs.",
    { address: address.shown },
  );
}

/** Codes of Node for a certificate that proves nothing. */
function isOfCertificate(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && /CERT|LEAF_SIGNATURE/.test(String(cause.code));
}

/** pg has no codes for these. */
function wordsFor(cause: unknown): string {
  const reason = reasonOf(cause);
  if (reason === "Connection terminated unexpectedly") return "the connection is closed at once; it may be no Postgres";
  return reason === "timeout expired" ? "no answer came in time; it may be no Postgres" : reason;
}
