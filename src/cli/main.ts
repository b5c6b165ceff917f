#!/usr/bin/env node
import { processHost } from "./host.ts";
import { run } from "./run.ts";

// A reader that stops early (`brink trace … | head`) is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

const words = process.argv.slice(2);
process.exitCode = await run(words, processHost());
// A worker that is done has given all back. A connection that comes up just then must not hold it, once its last words are out.
if (words[0] === "worker") process.stdout.write("", () => process.exit());
