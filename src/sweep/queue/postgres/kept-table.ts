import type { PgPool } from "bullmq";
import type { KeptTexts } from "../queue-server.ts";
import { SCHEMA } from "./postgres-library.ts";

/** The table of what sweeps keep beside their jobs. BullMQ's tables have no such prefix. */
export const KEPT: string = `${SCHEMA}.brink_kept`;

/** What makes it. */
export const createKept: string = `
  CREATE TABLE IF NOT EXISTS ${KEPT} (
    name text PRIMARY KEY,
    text text NOT NULL,
    until timestamptz NOT NULL
  )`;

/** Takes away what nobody sees any more. */
export const sweepKept: string = `DELETE FROM ${KEPT} WHERE until <= now()`;

/** Times are those of Postgres, whatever the clocks of the others say. */
export function keptIn(pool: PgPool): KeptTexts {
  return {
    async put(name, text, seconds) {
      await pool.query(
        `INSERT INTO ${KEPT} (name, text, until) VALUES ($1, $2, now() + make_interval(secs => $3))
         ON CONFLICT (name) DO UPDATE SET text = EXCLUDED.text, until = EXCLUDED.until`,
        [name, text, seconds],
      );
    },
    async get(name) {
      const { rows } = await pool.query<Kept>(`SELECT text FROM ${KEPT} WHERE name = $1 AND until > now()`, [name]);
      return rows[0]?.text;
    },
    async list(prefix) {
      const asked = `SELECT text FROM ${KEPT} WHERE starts_with(name, $1) AND until > now()`;
      const { rows } = await pool.query<Kept>(asked, [prefix]);
      return rows.map(({ text }) => text);
    },
    async delete(name) {
      await pool.query(`DELETE FROM ${KEPT} WHERE name = $1`, [name]);
    },
  };
}

interface Kept {
  readonly text: string;
}
