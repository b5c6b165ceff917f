/** Sweeps over a queue in Postgres. */

import { hasPostgres, PostgresServer } from "./postgres-server.ts";
import { queueCases } from "./queue-cases.ts";

queueCases({ name: "Postgres", start: hasPostgres ? () => PostgresServer.start() : undefined, jobs: 300 });
