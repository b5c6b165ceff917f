import type { Client } from "pg";
import { createKept, KEPT, sweepKept } from "./kept-table.ts";
import { type PostgresLibrary, SCHEMA } from "./postgres-library.ts";

/** Make the tables where they are not there. Whoever comes at the same time waits. */
export async function layOutTables({ bullmq }: PostgresLibrary, client: Client): Promise<void> {
  // Looking needs fewer rights than making, and no lock.
  const { rows } = await client.query("SELECT to_regclass($1) IS NOT NULL AS there", [KEPT]);
  const version = rows[0]?.there === true ? await bullmq.assertSchemaCompatibility(client, SCHEMA) : 0;
  if (version < bullmq.LATEST_SCHEMA_VERSION) {
    await bullmq.runMigrations(client, SCHEMA);
    await client.query("BEGIN");
    try {
      await client.query("SELECT pg_advisory_xact_lock(hashtext($1))", [KEPT]);
      await client.query(createKept);
      await client.query("COMMIT");
    } catch (thrown) {
      await client.query("ROLLBACK");
      throw thrown;
    }
  }
  await client.query(sweepKept);
}
