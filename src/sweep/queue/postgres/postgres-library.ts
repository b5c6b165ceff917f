/** The two packages a queue in Postgres needs. */
export interface PostgresLibrary {
  readonly bullmq: typeof import("bullmq");
  readonly pg: typeof import("pg");
}

/** All tables of a queue stand in it, BullMQ's and ours, so that a database can serve other purposes too. */
export const SCHEMA = "brink";
