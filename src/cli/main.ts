#!/usr/bin/env node
import { processHost } from "./host.ts";
import { run } from "./run.ts";

// A reader that stops early (`brink trace … | head`) is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

process.exitCode = await run(process.argv.slice(2), processHost());
