import type { Client } from "pg";
import type { PostgresLibrary } from "./postgres-connection.ts";

/** All tables of a queue stand in it, BullMQ's and ours, so that the database can serve other purposes too. */
export const SCHEMA = "brink";
/** What sweeps keep beside their jobs. BullMQ's tables have no such prefix. */
export const KEPT: string = `${SCHEMA}.brink_kept`;

const kept: string = `
  CREATE TABLE IF NOT EXISTS ${KEPT} (
    name text PRIMARY KEY,
    text text NOT NULL,
    until timestamptz NOT NULL
  )`;

/** Make the tables where they are not there. Whoever comes at the same time waits. */
export async function layOutTables({ bullmq }: PostgresLibrary, client: Client): Promise<void> {
  // Looking needs fewer rights than making, and no lock.
  const { rows } = await client.query("SELECT to_regclass($1) IS NOT NULL AS there", [KEPT]);
  if (rows[0]?.there === true) {
    const version = await bullmq.assertSchemaCompatibility(client, SCHEMA);
    if (version >= bullmq.LATEST_SCHEMA_VERSION) return;
  }
  await bullmq.runMigrations(client, SCHEMA);
  await client.query("BEGIN");
  try {
    await client.query("SELECT pg_advisory_xact_lock(hashtext($1))", [KEPT]);
    await client.query(kept);
    await client.query("COMMIT");
  } catch (thrown) {
    await client.query("ROLLBACK");
    throw thrown;
  }
}
